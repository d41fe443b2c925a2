// What happens outside requests: founding, accepting an invitation, factors, deposits, questions to `authorize`.
import type { AccountPermission, WorkflowPermission } from '../../../shared/contract/organization';
import { isInRing, mayWithdraw, ringOf, satisfiesSignIn } from './coverage';
import { ALL_WORKFLOWS, givesOnAccount, may, NO_GRANTS, ORGANIZATION } from './grants';
import { isFresh } from './initiate';
import { settle } from './settle';
import type { Member, Organization, Policy, Refusal } from './state';
import { balanceOf, refuse, the } from './state';

export const OWNER = 'mem_owner';
export const MAIN = 'acc_main';

/** A new organization: the Owner alone, one account, policies as they are by default (§5). */
export function found(now: number, ownerEmail: string): Organization {
  const owner: Member = {
    id: OWNER,
    owner: true,
    email: ownerEmail,
    displayName: 'Owner',
    status: 'active',
    factors: ['totp'],
    grants: NO_GRANTS,
    roleId: null,
    version: 1,
    invitedBy: null,
    replaces: null,
    invitationExpiresAt: null,
    mustBeConfirmed: false,
    secondFactorAt: now,
  };
  const policies = ALL_WORKFLOWS.map((workflow): Policy => ({
    workflow,
    version: 1,
    requiredApprovals: 1,
    alwaysRequireApproval: false,
    locked: false,
    expiresAfterHours: 72,
    addressHoldHours: 24,
  }));
  return {
    now,
    security: {
      version: 1,
      signInPolicy: 'authenticator-or-passkey',
      idleTimeoutMinutes: 1440,
      absoluteTimeoutHours: 168,
    },
    members: [owner],
    serviceUsers: [],
    keys: [],
    roles: [],
    accounts: [{ id: MAIN, name: 'Main', dormantIn: [] }],
    addresses: [],
    balances: [],
    deposits: [],
    policies,
    requests: [],
    ownerRecoveryCodes: 10,
    minted: 0,
  };
}

/** Accepting an invitation with its code, and enrolling an authenticator: one step here. */
export function acceptInvitation(o: Organization, memberId: string): Refusal | Member {
  const m = the(o.members, memberId);
  // A code that ran out or was revoked is as one that never was; a used one is `conflict` (§6, Fine print).
  const revoked = m.status === 'removed' && m.factors.length === 0;
  if (revoked || (m.invitationExpiresAt ?? 0) <= o.now) return refuse('not_found');
  if (m.status !== 'invited') return refuse('conflict');
  m.status = m.mustBeConfirmed || isInRing(m, ringOf(o)) ? 'unconfirmed' : 'active';
  m.factors = [o.security.signInPolicy === 'passkey' ? 'passkey' : 'totp'];
  m.secondFactorAt = o.now;
  settle(o);
  return m;
}

/** One more factor: with a fresh second factor; whoever is blocked enrols it after password and old factor (§9). */
export function addPasskey(o: Organization, memberId: string): Refusal | null {
  const m = the(o.members, memberId);
  const blocked = !satisfiesSignIn(o, m.factors);
  if (!blocked && !isFresh(o, memberId)) return refuse('second_factor_required');
  m.factors = [...m.factors, 'passkey'];
  if (blocked) m.secondFactorAt = o.now;
  settle(o);
  return null;
}

/** A second factor passed, by itself or by signing in (§6). */
export function passSecondFactor(o: Organization, memberId: string): void {
  the(o.members, memberId).secondFactorAt = o.now;
}

export interface Deposit {
  accountId: string;
  asset: string;
  amount: string;
  reference: string;
}

/** Deposits: the Owner, second factor, a reference unique per account and asset (§10). */
export function deposit(o: Organization, memberId: string, d: Deposit): Refusal | null {
  const m = the(o.members, memberId);
  if (!m.owner) return refuse('permission_denied');
  if (!o.accounts.some((account) => account.id === d.accountId)) return refuse('not_found');
  const used = o.deposits.some(
    (each) => each.accountId === d.accountId && each.asset === d.asset && each.reference === d.reference,
  );
  if (used) return refuse('conflict');
  if (!isFresh(o, memberId)) return refuse('second_factor_required');
  balanceOf(o, d.accountId, d.asset).available += BigInt(d.amount);
  o.deposits.push({ accountId: d.accountId, asset: d.asset, reference: d.reference });
  return null;
}

/** May ask `authorize`: about oneself; the Owner; View on Manage Access (§12). */
export function mayAskAbout(asker: Member, aboutId: string): boolean {
  return asker.id === aboutId || asker.owner || may(asker, 'view', 'access', ORGANIZATION);
}

/**
 * May this member do that on the account: an account permission, or a workflow permission there (§4). Whoever is blocked can
 * only enrol a factor (§9).
 */
export function authorizeOnAccount(
  o: Organization,
  m: Member,
  permission: AccountPermission,
  accountId: string,
): boolean {
  if (m.status !== 'active' || !satisfiesSignIn(o, m.factors)) return false;
  return m.owner || givesOnAccount(m.grants, permission, accountId);
}

export function authorizeInWorkflow(
  o: Organization,
  m: Member,
  workflow: 'withdrawals' | 'addresses',
  permission: WorkflowPermission,
  accountId: string,
): boolean {
  return satisfiesSignIn(o, m.factors) && may(m, permission, workflow, accountId);
}

/** Service Users by their scopes on their accounts, never by workflow permissions (§4). */
export function authorizeServiceUser(
  o: Organization,
  serviceUserId: string,
  scope: 'withdraw' | 'query' | 'trade' | 'earn',
  accountId: string,
): boolean {
  const s = the(o.serviceUsers, serviceUserId);
  if (scope === 'withdraw') return mayWithdraw(s, accountId);
  return !s.disabled && s.scopes.includes(scope) && s.accountIds.includes(accountId);
}
