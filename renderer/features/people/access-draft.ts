import type { MemberView } from '../../../shared/contract/organization';
import type { RoleView } from '../../../shared/contract/roles';
import type { RoleId } from '../../../shared/contract/primitives';
import type { AccessDraft } from '../../stores/access-drafts';
import type { InitiateCommand } from '../initiate/initiate-command';
import { cellsThatDiffer, noGrants, rebasedGrants } from './grant-matrix';

/** How much a draft changes: every permission that is given or taken, and the role where it is another one. */
export function draftCount(member: MemberView, draft: AccessDraft): number {
  const isOtherRole = draft.roleId !== undefined && draft.roleId !== (member.roleId ?? null);
  return cellsThatDiffer(member.grants ?? noGrants, draft.grants) + (isOtherRole ? 1 : 0);
}

/** Whether the access changed under the draft. */
export function hasMoved(member: MemberView, draft: AccessDraft): boolean {
  return draft.baseVersion !== member.version;
}

/** The draft on what stands now; as it was where nobody kept what it was drawn on. */
export function onWhatStands(member: MemberView, draft: AccessDraft): AccessDraft {
  if (!hasMoved(member, draft) || draft.base === undefined || member.version === undefined) return draft;
  const now = member.grants ?? noGrants;
  return {
    ...draft,
    grants: rebasedGrants(draft.base, draft.grants, now),
    base: now,
    baseVersion: member.version,
  };
}

/** The role that a change says it was given by; one that was deleted meanwhile isn’t named any more. */
function namedRole(member: MemberView, draft: AccessDraft, roles: readonly RoleView[]): { roleId?: RoleId } {
  const roleId = draft.roleId === undefined ? (member.roleId ?? null) : draft.roleId;
  return roleId !== null && roles.some(({ id }) => id === roleId) ? { roleId } : {};
}

/** The command that submits a draft. */
export function commandOfDraft(
  member: MemberView,
  draft: AccessDraft,
  roles: readonly RoleView[],
): InitiateCommand {
  return {
    operation: 'member.permissions.change',
    params: {
      memberId: member.id,
      grants: draft.grants,
      baseVersion: draft.baseVersion,
      ...namedRole(member, draft, roles),
    },
  };
}
