import { readsAudit } from '../../../shared/domain/audit/concern';
import type { AccountView, AddressView, BalanceView, PostingView } from '../../../shared/contract/money';
import type {
  MemberView,
  NewSession,
  Organization,
  SessionView,
} from '../../../shared/contract/organization';
import { WORKFLOWS } from '../../../shared/contract/organization';
import type { PolicyView } from '../../../shared/contract/policies';
import { assetOf } from '../../../shared/domain/assets';
import { compliesWith, holds, isApprover, seesAccount, seesMember } from '../../../shared/domain/members';
import { formatAmount } from '../../../shared/domain/money';
import { othersApprove, stageOf } from '../../../shared/domain/policies';
import {
  placesOf,
  type Account,
  type Address,
  type Member,
  type OrganizationRecord,
  type Policy,
  type Posting,
  type State,
} from '../../../shared/domain/state';
import { STEP_UP_MS, type Session } from '../auth/sessions';
import { presentCoverage } from './coverage';
import { iso } from './times';

export function presentOrganization(organization: OrganizationRecord): Organization {
  const { id, name, signInPolicy, session, ownerId, version } = organization;
  return {
    id,
    name,
    signInPolicy,
    session: { ...session },
    ownerId,
    createdAt: iso(organization.createdAt),
    version,
  };
}

/** A member as far as the reader may see them (§12). */
export function presentMember(state: State, reader: Member, member: Member): MemberView {
  const known = { id: member.id, displayName: member.displayName, owner: member.owner };
  if (!seesMember(reader, member.id) || !state.organization) return known;
  return {
    ...known,
    email: member.email,
    status: member.status,
    signInCompliant: compliesWith(state.organization.signInPolicy, member),
    invitedBy: member.invitedBy,
    ...(member.invitationExpiresAt === null ? {} : { invitationExpiresAt: iso(member.invitationExpiresAt) }),
    ...(member.roleId === null ? {} : { roleId: member.roleId }),
    grants: member.grants,
    version: member.version,
    ...(member.status === 'unconfirmed' && member.factors.length > 0
      ? { fingerprint: member.factors.at(-1)?.fingerprint }
      : {}),
    ...(member.replaces === null ? {} : { replaces: member.replaces }),
  };
}

export function presentAccount(state: State, reader: Member, account: Account): AccountView {
  const known = { id: account.id, name: account.name, createdAt: iso(account.createdAt) };
  if (!seesAccount(reader, account.id)) return known;
  const dormantIn = account.dormantIn.length === 0 ? {} : { dormantIn: [...account.dormantIn] };
  return { ...known, balances: balancesOf(state, account.id), ...dormantIn };
}

/** What an account holds, by asset. */
export function balancesOf(state: State, account: Account['id']): BalanceView[] {
  const balances: BalanceView[] = [];
  for (const [key, balance] of state.balances.entries()) {
    const [accountId, code = ''] = key.split('|');
    const asset = assetOf(code);
    if (accountId !== account || !asset) continue;
    const show = (units: bigint): string => formatAmount(units, asset.decimals, asset.kind);
    balances.push({
      asset: code,
      total: show(balance.available + balance.held),
      available: show(balance.available),
      held: show(balance.held),
    });
  }
  return balances.sort((a, b) => (a.asset < b.asset ? -1 : 1));
}

export function presentAddress(address: Address, now: number): AddressView {
  return {
    id: address.id,
    accountId: address.accountId,
    asset: address.asset,
    network: address.network,
    address: address.address,
    label: address.label,
    ...(address.memo === null ? {} : { memo: address.memo }),
    ...(address.bic === null ? {} : { bic: address.bic }),
    ...(address.beneficiary === null ? {} : { beneficiary: address.beneficiary }),
    addedBy: address.addedBy,
    addedAt: iso(address.addedAt),
    addedByRequestId: address.addedByRequestId,
    usableFrom: iso(address.usableFrom),
    usable: !address.removed && address.usableFrom <= now,
    status: address.removed ? 'removed' : 'active',
  };
}

export function presentPosting(posting: Posting): PostingView {
  const asset = assetOf(posting.asset);
  return {
    id: posting.id,
    accountId: posting.accountId,
    asset: posting.asset,
    kind: posting.kind,
    amount: formatAmount(posting.amount, asset?.decimals ?? 0, asset?.kind),
    at: iso(posting.at),
    ...(posting.reference === null ? {} : { reference: posting.reference }),
    ...(posting.requestId === null ? {} : { requestId: posting.requestId }),
  };
}

export function presentPolicy(state: State, reader: Member, policy: Policy): PolicyView {
  return {
    ...policySettings(policy),
    coverage: presentCoverage(state, reader, policy.workflow),
    stage: stageOf(state, policy),
    othersApprove: othersApprove(state, policy.workflow),
  };
}

export function policySettings(policy: Policy): Omit<PolicyView, 'stage' | 'othersApprove' | 'coverage'> {
  const { workflow, version, requiredApprovals, alwaysRequireApproval, locked, expiresAfterHours } = policy;
  return {
    workflow,
    version,
    requiredApprovals,
    alwaysRequireApproval,
    locked,
    expiresAfterHours,
    ...(policy.addressHoldHours === null ? {} : { addressHoldHours: policy.addressHoldHours }),
  };
}

/** A session with what its member may start and whether they may decide anything, so that doors offer only that. */
export function presentSession(state: State, member: Member, session: Session): SessionView {
  const { organization } = state;
  if (!organization) throw new Error('a session without an organization');
  const initiate = WORKFLOWS.flatMap((workflow) =>
    placesOf(state, workflow)
      .filter((accountId) => holds(member, 'initiate', workflow, accountId))
      .map((accountId) => ({ workflow, accountId })),
  );
  const decide = WORKFLOWS.some((workflow) =>
    placesOf(state, workflow).some((accountId) => isApprover(state, member, workflow, accountId)),
  );
  return {
    member: { id: member.id, displayName: member.displayName, owner: member.owner, email: member.email },
    organization: { id: organization.id, name: organization.name },
    expiresAt: iso(session.expiresAt),
    idleTimeoutSeconds: organization.session.idleTimeoutMinutes * 60,
    stepUpUntil: iso(session.stepUpAt + STEP_UP_MS),
    may: { initiate, decide, audit: readsAudit(member) },
  };
}

export function presentNewSession(state: State, member: Member, session: Session, token: string): NewSession {
  return { ...presentSession(state, member, session), token };
}
