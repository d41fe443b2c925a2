// Manage Access, the members' part (§4, §7 Confirmation, Replacement).
import { isInRing, ringOf } from '../coverage';
import type { Grants } from '../state';
import { accountsNamed, namesNow, powersOf, without } from '../grants';
import { rule } from '../rule';
import type { Member, Organization } from '../state';
import { fingerprintOf, INVITATION_LASTS, mint, refuse, the } from '../state';

export interface InviteParams {
  email: string;
  displayName: string;
  grants: Grants;
  roleId?: string;
}
export interface PermissionsParams {
  memberId: string;
  grants: Grants;
  baseVersion: number;
  roleId?: string;
}
export interface OneMember {
  memberId: string;
}
export interface ConfirmParams {
  memberId: string;
  fingerprint: string;
}
export interface ReplaceParams {
  memberId: string;
  email: string;
  displayName: string;
}

function unknownMember(o: Organization, { memberId }: OneMember): boolean {
  return !o.members.some((m) => m.id === memberId);
}

function namesUnknown(o: Organization, { grants, roleId }: { grants: Grants; roleId?: string }): boolean {
  const accountMissing = accountsNamed(grants).some((id) => !o.accounts.some((a) => a.id === id));
  return accountMissing || (roleId !== undefined && !o.roles.some((role) => role.id === roleId));
}

/** What the member named holds, which the params don't say: its version, and what its accounts are called. */
function whatTheyHold(o: Organization, { memberId }: { memberId: string }): unknown {
  const { version, grants } = the(o.members, memberId);
  return [version, namesNow(o, accountsNamed(grants))];
}

/** An e-mail belongs to one member at a time; removed ones give theirs back, and a successor may take the leaving member's. */
function emailTaken(o: Organization, email: string, leaving: string | null): boolean {
  return o.members.some((m) => m.email === email && m.status !== 'removed' && m.id !== leaving);
}

function welcome(o: Organization, more: Partial<Member> & Pick<Member, 'email' | 'displayName' | 'grants'>) {
  const member: Member = {
    id: mint(o, 'mem'),
    owner: false,
    status: 'invited',
    factors: [],
    roleId: null,
    version: 1,
    invitedBy: null,
    replaces: null,
    invitationExpiresAt: o.now + INVITATION_LASTS,
    // The ring as it stands when the invitation comes to exist.
    mustBeConfirmed: isInRing(more, ringOf(o)),
    secondFactorAt: -Infinity,
    ...more,
  };
  o.members.push(member);
  return member;
}

const everyPower = (o: Organization, { memberId }: OneMember) => powersOf(o, the(o.members, memberId).grants);
const theSubject = (_o: Organization, { memberId }: OneMember) => [memberId];

export const invite = rule<InviteParams>({
  workflow: 'access',
  unknown: namesUnknown,
  change(o, { email, displayName, grants, roleId }, r) {
    if (emailTaken(o, email, null)) return refuse('conflict');
    const member = welcome(o, {
      email,
      displayName,
      grants,
      roleId: roleId ?? null,
      invitedBy: r.initiator.id,
    });
    r.result = { memberId: member.id };
    return null;
  },
  gives: (o, { grants }) => powersOf(o, grants),
  shows: (o, { grants }) => namesNow(o, accountsNamed(grants)),
});

export const confirm = rule<ConfirmParams>({
  workflow: 'access',
  unknown: unknownMember,
  change(o, { memberId, fingerprint }) {
    const member = the(o.members, memberId);
    if (member.status !== 'unconfirmed' || fingerprint !== fingerprintOf(member)) return refuse('conflict');
    member.status = 'active';
    const leaving = o.members.find((m) => m.id === member.replaces);
    if (leaving !== undefined) leaving.status = 'removed';
    return null;
  },
  subjects(o, { memberId }) {
    const { replaces } = the(o.members, memberId);
    return replaces === null ? [memberId] : [memberId, replaces];
  },
  alsoOwnTo(o, { memberId }) {
    const { invitedBy } = the(o.members, memberId);
    return invitedBy === null ? [] : [invitedBy];
  },
  // "until a `member.confirm` is approved by someone": nobody confirms alone, ring or no ring.
  alwaysQueues: () => true,
  shows: whatTheyHold,
});

export const changePermissions = rule<PermissionsParams>({
  workflow: 'access',
  unknown: (o, params) => unknownMember(o, params) || namesUnknown(o, params),
  change(o, { memberId, grants, baseVersion, roleId }) {
    const member = the(o.members, memberId);
    if (member.status === 'removed' || member.version !== baseVersion) return refuse('conflict');
    if (member.owner) return refuse('owner_protected');
    member.grants = grants;
    member.roleId = roleId ?? null;
    member.version += 1;
    return null;
  },
  gives: (o, { memberId, grants }) =>
    without(powersOf(o, grants), powersOf(o, the(o.members, memberId).grants)),
  takes: (o, { memberId, grants }) =>
    without(powersOf(o, the(o.members, memberId).grants), powersOf(o, grants)),
  subjects: theSubject,
  shows: (o, { grants }) => namesNow(o, accountsNamed(grants)),
});

export const suspend = rule<OneMember>({
  workflow: 'access',
  unknown: unknownMember,
  change(o, { memberId }) {
    const member = the(o.members, memberId);
    if (member.owner) return refuse('owner_protected');
    if (member.status !== 'active') return refuse('conflict');
    member.status = 'suspended';
    return null;
  },
  takes: everyPower,
  subjects: theSubject,
});

export const reinstate = rule<OneMember>({
  workflow: 'access',
  unknown: unknownMember,
  change(o, { memberId }) {
    const member = the(o.members, memberId);
    if (member.status !== 'suspended') return refuse('conflict');
    member.status = 'active';
    return null;
  },
  gives: everyPower,
  subjects: theSubject,
  shows: whatTheyHold,
});

export const remove = rule<OneMember>({
  workflow: 'access',
  unknown: unknownMember,
  change(o, { memberId }) {
    const member = the(o.members, memberId);
    if (member.status === 'removed') return refuse('conflict');
    if (member.owner) return refuse('owner_protected');
    member.status = 'removed';
    return null;
  },
  takes: everyPower,
  subjects: theSubject,
});

export const replace = rule<ReplaceParams>({
  workflow: 'access',
  unknown: unknownMember,
  change(o, { memberId, email, displayName }, r) {
    const leaving = the(o.members, memberId);
    const underWay = o.members.some(
      (m) => m.replaces === memberId && (m.status === 'invited' || m.status === 'unconfirmed'),
    );
    // Who is not confirmed yet holds no place that somebody could take over: remove and invite again instead.
    const notThere = leaving.status !== 'active' && leaving.status !== 'suspended';
    if (notThere || underWay || emailTaken(o, email, memberId)) return refuse('conflict');
    if (leaving.owner) return refuse('owner_protected');
    const successor = welcome(o, {
      email,
      displayName,
      grants: leaving.grants,
      roleId: leaving.roleId,
      invitedBy: r.initiator.id,
      replaces: memberId,
      mustBeConfirmed: true,
    });
    r.result = { memberId: successor.id };
    return null;
  },
  gives: everyPower,
  takes: everyPower,
  subjects: theSubject,
  shows: whatTheyHold,
  // Coverage is judged on the end state: the successor confirmed, the member gone. The successor is taken to have
  // enrolled a factor that satisfies.
  endState(o, { memberId }, r) {
    const successor = the(o.members, String(r.result['memberId']));
    successor.status = 'active';
    successor.factors = ['passkey'];
    the(o.members, memberId).status = 'removed';
  },
});
