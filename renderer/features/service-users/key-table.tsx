import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ServiceUserKeyView } from '../../../shared/contract/service-users';
import { DAY, exactTime } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import { Button } from '../../ui/button';
import { RelativeTime, useTimeWords } from '../../ui/relative-time';
import { useNames } from '../what-if/use-names';
import { isUsable } from './keys-in-use';

/** A key that ends within this time is worth a look. */
const SOON_MS = 14 * DAY;

interface KeyTableProps {
  keys: readonly ServiceUserKeyView[];
  hasSeveralAccounts: boolean;
  isInUse: boolean;
  /** Null where nothing may be started. */
  onRevoke: ((key: ServiceUserKeyView) => void) | null;
}

/** Until when a key works, or why it doesn’t any more. */
function Ends({ accessKey }: { accessKey: ServiceUserKeyView }) {
  const { t } = useTranslation();
  const now = useNow();
  const { span } = useTimeWords();
  const { revoked, expiresAt } = accessKey;
  if (revoked) return <span className="chip">{t('serviceUsers.keys.revoked')}</span>;
  if (expiresAt === undefined) return <span>{t('serviceUsers.keys.never')}</span>;
  const left = Date.parse(expiresAt) - now;
  const title = exactTime(Date.parse(expiresAt));
  if (left <= 0)
    return (
      <span className="chip expired" title={title}>
        {t('serviceUsers.keys.ended')}
      </span>
    );
  return (
    <span className={left < SOON_MS ? 't-risk num' : 'num'} title={title}>
      {t('serviceUsers.keys.endsIn', { span: span(left) })}
    </span>
  );
}

/** A Service User’s keys: whose, for which account, from where, until when, last used. */
export function KeyTable({ keys, hasSeveralAccounts, isInUse, onRevoke }: KeyTableProps) {
  const { t } = useTranslation();
  const now = useNow();
  const { placeOf } = useNames();
  const sorted = [...keys].sort(
    (a, b) =>
      Number(isUsable(b, now)) - Number(isUsable(a, now)) ||
      Date.parse(b.createdAt) - Date.parse(a.createdAt),
  );
  return (
    <ul className="keys-list">
      {sorted.map((key) => (
        <li key={key.id} className={isUsable(key, now) && isInUse ? undefined : 'off'}>
          <KeyRound className="i" />
          <div className="grow">
            <p>
              <b className="clip">{key.label}</b>
              {hasSeveralAccounts && key.accountId !== undefined ? (
                <span className="chip">{placeOf(key.accountId)}</span>
              ) : null}
            </p>
            <p className="small dim">
              {t('serviceUsers.keys.custodian', { name: key.custodian.displayName })} ·{' '}
              {key.lastUsedAt === undefined ? (
                t('serviceUsers.keys.neverUsed')
              ) : (
                <>
                  {t('serviceUsers.keys.used')} <RelativeTime at={key.lastUsedAt} as="longAgo" />
                </>
              )}
            </p>
            <p className="small dim">
              {key.ipAllowList.length === 0 ? (
                t('serviceUsers.keys.anywhere')
              ) : (
                <>
                  {t('serviceUsers.keys.from')} <span className="mono sel">{key.ipAllowList.join(', ')}</span>
                </>
              )}
            </p>
          </div>
          <span className="small nowrap">
            <Ends accessKey={key} />
          </span>
          {onRevoke !== null && !key.revoked ? (
            <Button
              kind="ghost"
              aria-label={t('serviceUsers.revoke.label', { label: key.label })}
              onPress={() => onRevoke(key)}
            >
              {t('serviceUsers.revoke.action')}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
