import { useTranslation } from 'react-i18next';
import type { ServiceUserView } from '../../../shared/contract/service-users';
import { useNow } from '../../stores/clock-store';
import { useTimeWords } from '../../ui/relative-time';
import { keysInUse } from './keys-in-use';

/** What a list says of a Service User in small: whether it works, with how many keys, and when the first of them ends. */
export function useServiceUserLine(): (serviceUser: ServiceUserView) => string {
  const { t } = useTranslation();
  const now = useNow();
  const { span } = useTimeWords();
  return (serviceUser) => {
    if (serviceUser.status === undefined) return t('serviceUsers.apiOnly');
    if (serviceUser.status === 'disabled') return t('serviceUsers.status.disabled');
    const keys = keysInUse(serviceUser, now);
    const endsAt = keys[0]?.expiresAt;
    const count = t('serviceUsers.keyCount', { count: keys.length });
    if (endsAt === undefined) return count;
    return t(keys.length === 1 ? 'serviceUsers.keyEnds' : 'serviceUsers.firstKeyEnds', {
      count: keys.length,
      span: span(Date.parse(endsAt) - now),
    });
  };
}
