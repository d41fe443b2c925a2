import type { Operation, RequestRow } from '../../../shared/contract/requests';

/** What each operation is called where nothing about it may be told. */
export const KIND: Record<Operation, string> = {
  'withdrawal.crypto.create': 'withdrawal',
  'withdrawal.fiat.create': 'withdrawal',
  'address.crypto.add': 'new address',
  'address.fiat.add': 'new address',
  'address.remove': 'removal of an address',
  'member.invite': 'invitation',
  'member.confirm': 'confirmation of a member',
  'member.permissions.change': 'change of permissions',
  'member.suspend': 'suspension of a member',
  'member.reinstate': 'reinstatement of a member',
  'member.remove': 'removal of a member',
  'member.replace': 'replacement of a member’s factors',
  'service-user.create': 'new service user',
  'service-user.permissions.change': 'change of a service user',
  'service-user.disable': 'end of a service user',
  'service-user.key.create': 'new key of a service user',
  'service-user.key.revoke': 'revocation of a key',
  'role.save': 'change of a role',
  'role.delete': 'removal of a role',
  'account.create': 'new account',
  'account.rename': 'new account name',
  'policy.change': 'change of policy',
  'policy.lock': 'policy lock',
  'policy.unlock': 'unlocking of a policy',
  'security.sign-in.change': 'change of sign-in security',
  'security.session.change': 'change of session limits',
};

/** The request in a few words, from what its approvers are shown: names, amounts and all. */
export function whatOf({ operation, view }: RequestRow): string {
  const { params } = view;
  const account = view.account?.name ?? nameIn(params['account']);
  switch (operation) {
    case 'withdrawal.crypto.create':
    case 'withdrawal.fiat.create':
      return `${text(params['amount'])} ${text(params['asset'])} from ${account} to ${nameIn(params['destination'])}`;
    case 'address.crypto.add':
    case 'address.fiat.add':
      return `let ${account} withdraw ${text(params['asset'])} to ${text(params['label'])}`;
    case 'address.remove':
      return `an address of ${account}`;
    case 'member.invite':
      return `invite ${text(params['displayName'])}`;
    case 'member.permissions.change':
      return `what ${nameIn(params['member'])} may do`;
    case 'member.confirm':
    case 'member.suspend':
    case 'member.reinstate':
    case 'member.remove':
    case 'member.replace':
      return nameIn(params['member']);
    case 'service-user.permissions.change':
    case 'service-user.disable':
    case 'service-user.key.create':
    case 'service-user.key.revoke':
      return nameIn(params['serviceUser']);
    case 'role.delete':
      return nameIn(params['role']);
    case 'role.save':
    case 'account.create':
    case 'service-user.create':
      return text(params['name']);
    case 'account.rename':
      return `${account} becomes ${text(params['name'])}`;
    case 'policy.change':
    case 'policy.lock':
    case 'policy.unlock':
      return WORKFLOW[text(params['workflow'])] ?? '…';
    case 'security.sign-in.change':
      return 'who may sign in with what';
    case 'security.session.change':
      return 'how long sessions last';
  }
}

const WORKFLOW: Readonly<Record<string, string>> = {
  withdrawals: 'Withdrawals',
  addresses: 'Manage Addresses',
  access: 'Manage Access',
  policies: 'Manage Policies',
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '…');

/** What a resolved id stands for: accounts have names, addresses labels, members display names. */
function nameIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '…';
  const { name, label, displayName } = value as Record<string, unknown>;
  return text(name ?? label ?? displayName);
}
