import { useTranslation } from 'react-i18next';
import type { Simulation } from '../../../shared/contract/what-if';
import { selectRequest } from '../../stores/queue-store';

const SHOWN = 5;

/** Pending requests that the draft would end, strip of an approval, or ask more of. */
export function AffectedRequests({ affected }: { affected: Simulation['affectedPending'] }) {
  const { t } = useTranslation();
  if (affected.length === 0) return <p className="small dim">{t('policies.draft.affectedNone')}</p>;
  return (
    <ul className="affected">
      {affected.slice(0, SHOWN).map(({ requestId, number, what, detail }) => (
        <li key={`${requestId}${what}`} title={detail}>
          <button type="button" className="link" onClick={() => selectRequest(requestId)}>
            R-{number}
          </button>{' '}
          <span className="mid">{t(`policies.draft.what.${what}`)}</span>
        </li>
      ))}
      {affected.length > SHOWN ? (
        <li className="dim">{t('policies.draft.affectedMore', { count: affected.length - SHOWN })}</li>
      ) : null}
    </ul>
  );
}
