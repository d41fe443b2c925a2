import { timingSafeEqual } from 'node:crypto';
import type { AccountId, MemberId, OrganizationId } from '../../../shared/contract/primitives';
import { fault, refuse } from '../../../shared/domain/refusal';
import { defaultPolicies } from '../../../shared/domain/policies';
import type { Member, OrganizationRecord } from '../../../shared/domain/state';
import { firstEnrolment } from '../auth/enrolment';
import { checkNewPassword } from '../auth/password-strength';
import { hashToken } from '../auth/tokens';
import type { PublicHandler } from '../parts';
import { presentMember, presentOrganization } from '../present/records';
import { upsert } from '../store/statement';

/** Like an invitation code's (§9). */
const SETUP_TOKEN_MS = 7 * 24 * 3_600_000;

function sameToken(given: string | undefined, wanted: string): boolean {
  const a = Buffer.from(given ?? '');
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Creates the organization, once and for good, with its Owner and one account, *Main* (§2). */
export const createOrganization: PublicHandler<'organization.create'> = async (engine, input, caller) => {
  if (engine.journal.state.organization)
    return refuse('organization_exists', 'There is an organization already; there can be one only.');
  const { setupToken } = engine.options;
  if (setupToken !== undefined && setupToken !== null && !sameToken(input.setupToken, setupToken))
    return refuse('permission_denied', 'The set-up token isn’t right.');
  // Nobody could ever sign in. Where passkeys can be had, the first one is made before anything else can be done (§9).
  if (input.signInPolicy === 'passkey' && !engine.passkeys.available)
    return fault('signInPolicy', 'passkeys aren’t set up on this server');
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
  // A server's set-up token is the Owner's way back to an enrolment that was lost, until a factor is enrolled.
  const codeHash = typeof setupToken === 'string' ? hashToken(setupToken) : null;
  const begun = firstEnrolment(engine, owner, { invitation_hash: codeHash }, organization.signInPolicy);
  await engine.journal.commit(work, { id: ownerId, device: caller.device }, [
    upsert('credentials', ['member_id'], { member_id: ownerId, password_hash: passwordHash }),
    begun.statement,
    ...(codeHash === null
      ? []
      : [
          upsert('invitations', ['code_hash'], {
            code_hash: codeHash,
            member_id: ownerId,
            expires_at: work.now + SETUP_TOKEN_MS,
            used_at: null,
          }),
        ]),
  ]);
  return {
    organization: presentOrganization(organization),
    owner: presentMember(engine.journal.state, owner, owner),
    enrolment: begun.enrolment,
    enrolmentToken: begun.enrolmentToken,
  };
};
