import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../shared/contract/audit';
import { WORKFLOWS } from '../../../shared/contract/organization';
import { OPERATIONS } from '../../../shared/contract/requests';
import { useNames } from '../what-if/use-names';
import { groupOf } from './entry-group';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Whom or what an entry is about, where its words leave that open: which policy, whose access, which account. Empty where
 * the entry may not be read, or is about whoever made it.
 */
export function useEntrySubject(): (entry: AuditEntry) => string {
  const { t } = useTranslation();
  const { personOf } = useNames();
  /** By the name that the entry itself carries, else by the one its id has today. */
  const named = (record: unknown, id: unknown): string => {
    const { name, displayName, label } = fieldsOf(record);
    const own = textOf(name) || textOf(displayName) || textOf(label);
    return own === '' && textOf(id) !== '' ? personOf(textOf(id)) : own;
  };
  return ({ type, actor, payload }) => {
    const said = fieldsOf(payload);
    switch (groupOf(type)) {
      case 'policy': {
        const { workflow } = fieldsOf(said['policy']);
        const known = WORKFLOWS.find((one) => one === workflow);
        return known === undefined ? '' : t(`policies.workflow.${known}`);
      }
      case 'request': {
        const { operation } = fieldsOf(said['request']);
        const known = OPERATIONS.find((one) => one === operation);
        return known === undefined ? '' : t(`request.kind.${known}`);
      }
      case 'member':
        return said['memberId'] === actor
          ? named(said['factor'], '')
          : named(said['member'], said['memberId']);
      case 'service-user':
        return named(said['serviceUser'], said['serviceUserId']);
      case 'role':
        return named(said['role'], '');
      case 'account':
        return named(said['account'], said['accountId']);
      case 'address':
        return named(said['address'], '');
      case 'ledger':
        return named({}, fieldsOf(said['posting'])['accountId']);
      default:
        return '';
    }
  };
}
