import { useTranslation } from 'react-i18next';

/** Progress counted in people: one circle for each approval needed. */
export function Pips({
  signed,
  needed,
  isRejected = false,
}: {
  signed: number;
  needed: number;
  isRejected?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <span className="pips" role="img" aria-label={t('queue.approvals', { signed, needed })}>
      {Array.from({ length: needed }, (_, index) => (
        <i key={index} className={index < signed ? 'y' : isRejected && index === signed ? 'n' : ''} />
      ))}
    </span>
  );
}
