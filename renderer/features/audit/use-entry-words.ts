import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../shared/contract/audit';

interface Posted {
  posting?: { kind?: 'deposit' | 'hold' | 'release' | 'withdrawal' };
}

/** What an entry tells, in a few words; a type that this version doesn’t know stands for itself. */
export function useEntryWords(): { what: (entry: AuditEntry) => string; who: (entry: AuditEntry) => string } {
  const { t, i18n } = useTranslation();
  return {
    what: ({ type, payload }) => {
      const kind = (payload as Posted | undefined)?.posting?.kind;
      if (type === 'ledger.posted' && kind !== undefined) return t(`audit.posted.${kind}`);
      // Types come from the ledger, which may be of another version: the catalogue is asked first.
      const isKnown: boolean = i18n.exists(`audit.types.${type}`);
      return isKnown ? t(`audit.types.${type}` as 'audit.types.request.created') : type;
    },
    who: ({ actor, actorName, type }) => {
      if (actorName !== undefined) return actorName;
      if (actor !== null) return actor;
      return t(type.startsWith('session.') ? 'audit.stranger' : 'audit.system');
    },
  };
}
