import { timingSafeEqual } from 'node:crypto';
import type { AccountId, MemberId, OrganizationId } from '../../../shared/contract/primitives';
import { fault, refuse } from '../../../shared/domain/refusal';
import { defaultPolicies } from '../../../shared/domain/policies';
import type { Member, OrganizationRecord } from '../../../shared/domain/state';
import { beginEnrolment } from '../auth/enrolment';
import { checkNewPassword } from '../auth/passwords';
import type { PublicHandler } from '../parts';
import { presentMember, presentOrganization } from '../present/records';
import { upsert } from '../store/statement';

function sameToken(given: string | undefined, wanted: string): boolean {
  const a = Buffer.from(given ?? '');
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Creates the organization, once and for good, with its Owner and one account, *Main* (§2). */
export const createOrganization: PublicHandler<'organization.create'> = async (engine, input, caller) => {
  const { setupToken } = engine.options;
  if (setupToken !== undefined && setupToken !== null && !sameToken(input.setupToken, setupToken))
    return refuse('permission_denied', 'The set-up token isn’t right.');
  if (engine.journal.state.organization)
    return refuse('organization_exists', 'There is an organization already; there can be one only.');
  if (input.signInPolicy === 'passkey')
    return fault('signInPolicy', 'Only after a passkey was made and used on this machine.');
  const weak = checkNewPassword(input.owner.password, 'owner.password');
  if (weak) return weak;
  const passwordHash = await engine.passwords.hash(input.owner.password);
  // Hashing takes its time; somebody else may have been quicker.
  if (engine.journal.state.organization)
    return refuse('organization_exists', 'There is an organization already; there can be one only.');

  const work = engine.journal.begin();
  const ownerId = work.ids.next('mem') as MemberId;
  const organization: OrganizationRecord = {
    id: work.ids.next('org') as OrganizationId,
    name: input.name,
    kyb: input.kyb,
    signInPolicy: input.signInPolicy,
    session: input.session,
    ownerId,
    createdAt: work.now,
    version: 1,
  };
  const owner: Member = {
    id: ownerId,
    displayName: input.owner.displayName,
    email: input.owner.email,
    owner: true,
    status: 'active',
    invitedBy: null,
    invitationExpiresAt: null,
    mustBeConfirmed: false,
    replaces: null,
    factors: [],
    recoveryCodesLeft: 0,
    grants: { workflows: [], accounts: [] },
    roleId: null,
    version: 1,
    grantsChangedAt: work.now,
  };
  work.record({
    type: 'organization.created',
    organization,
    owner,
    account: { id: work.ids.next('acc') as AccountId, name: 'Main', createdAt: work.now, dormantIn: [] },
    policies: defaultPolicies(work.now, ownerId),
  });
  const begun = beginEnrolment(engine, owner, organization.name, null);
  await engine.journal.commit(work, { id: ownerId, device: caller.device }, [
    upsert('credentials', ['member_id'], { member_id: ownerId, password_hash: passwordHash }),
    begun.statement,
  ]);
  return {
    organization: presentOrganization(organization),
    owner: presentMember(engine.journal.state, owner, owner),
    enrolment: begun.enrolment,
    enrolmentToken: begun.enrolmentToken,
  };
};
