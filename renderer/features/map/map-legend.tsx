import { useTranslation } from 'react-i18next';

/** What the kinds of lines mean. */
export function Legend() {
  const { t } = useTranslation();
  const lines = [
    ['starting', 'start'],
    ['alone', 'alone'],
    ['deciding', 'decide'],
    ['deciding picked', 'picked'],
    ['deciding hot', 'hot'],
  ] as const;
  return (
    <ul className="map-legend small dim">
      {lines.map(([classes, words]) => (
        <li key={words}>
          <svg width="22" height="8" aria-hidden="true" className={`map-edge ${classes}`}>
            <path d="M0 4H22" className="react-flow__edge-path" />
          </svg>
          {t(`map.legend.${words}`)}
        </li>
      ))}
    </ul>
  );
}
