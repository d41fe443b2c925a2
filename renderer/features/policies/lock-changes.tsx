import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LockChange } from './lock-ground';

function useChangeWords(): (change: LockChange) => string {
  const { t } = useTranslation();
  return (change) => {
    if ('holder' in change)
      return t(`policies.lock.changed.${change.kind}`, { name: change.holder.displayName });
    if ('condition' in change)
      return t(`policies.lock.changed.${change.kind}`, {
        what: t(
          change.kind === 'missing'
            ? `policies.conditionMissing.${change.condition}`
            : `policies.condition.${change.condition}`,
        ),
      });
    return t(`policies.lock.changed.${change.kind}`);
  };
}

/** What became another while the dialog stood open, and that the words have to be typed for it anew. */
export function LockChanges({ changes }: { changes: readonly LockChange[] }) {
  const { t } = useTranslation();
  const wordsOf = useChangeWords();
  return (
    <div role="alert">
      {changes.length === 0 ? null : (
        <div className="note risk lock-changes">
          <RefreshCw className="i i-sm" />
          <div>
            <b>{t('policies.lock.changed.title')}</b>
            <ul>
              {changes.map((change) => (
                <li key={wordsOf(change)}>{wordsOf(change)}</li>
              ))}
            </ul>
            <span>{t('policies.lock.changed.again')}</span>
          </div>
        </div>
      )}
    </div>
  );
}
