import type { Grants, MemberView, Workflow, WorkflowPermission } from '../../shared/contract/organization';
import type { RequestDetail, RequestRow } from '../../shared/contract/requests';

/** §4 and §7 read word by word, sharing nothing with the engine: slow, plain, to be compared with. */
const GIVES: Record<WorkflowPermission, readonly WorkflowPermission[]> = {
  view: ['view', 'initiate', 'approve', 'execute'],
  initiate: ['initiate', 'execute'],
  approve: ['approve'],
  execute: ['execute'],
};

export function grantsGive(
  grants: Grants,
  permission: WorkflowPermission,
  workflow: Workflow,
  account: string | null,
): boolean {
  return grants.workflows.some(
    (grant) =>
      grant.workflow === workflow &&
      (account === null
        ? grant.accountId === undefined
        : grant.accountId === account || grant.accountId === '*') &&
      grant.permissions.some((given) => GIVES[permission].includes(given)),
  );
}

export function holdsNaively(
  member: MemberView,
  permission: WorkflowPermission,
  workflow: Workflow,
  account: string | null,
): boolean {
  return (
    member.owner || (member.grants !== undefined && grantsGive(member.grants, permission, workflow, account))
  );
}

export function seesAccountNaively(member: MemberView, account: string): boolean {
  return (
    member.owner ||
    holdsNaively(member, 'view', 'withdrawals', account) ||
    holdsNaively(member, 'view', 'addresses', account) ||
    (member.grants?.accounts ?? []).some(
      (grant) => (grant.accountId === account || grant.accountId === '*') && grant.permissions.length > 0,
    )
  );
}

type Asked = Pick<RequestRow, 'workflow' | 'accountId' | 'initiator' | 'operation' | 'params'>;

export function subjectOf(request: Asked): string | null {
  return request.operation === 'member.permissions.change' ? (request.params['memberId'] as string) : null;
}

export function seesRequestNaively(member: MemberView, request: Asked): boolean {
  return (
    request.initiator.id === member.id ||
    holdsNaively(member, 'view', request.workflow, request.accountId ?? null)
  );
}

/** Whether this member is in the pool of a request: eligible, and neither its initiator nor its subject. */
export function mayDecideNaively(member: MemberView, request: Asked): boolean {
  return (
    member.status === 'active' &&
    member.signInCompliant === true &&
    holdsNaively(member, 'approve', request.workflow, request.accountId ?? null) &&
    request.initiator.id !== member.id &&
    subjectOf(request) !== member.id
  );
}

export const validApprovers = (request: RequestDetail): string[] =>
  request.approvals.filter((approval) => approval.valid).map((approval) => approval.memberId);

/** Whether `wanted` gives what neither `had` nor the initiator has (§4, no escalation). */
export function reachesBeyondNaively(initiator: MemberView, wanted: Grants, had: Grants): boolean {
  if (initiator.owner || !initiator.grants) return false;
  const own = initiator.grants;
  const beyondWorkflows = wanted.workflows.some((grant) =>
    grant.permissions.some((permission) => {
      const covered = (by: Grants): boolean =>
        grantsGive(by, permission, grant.workflow, grant.accountId ?? null);
      return !covered(own) && !covered(had);
    }),
  );
  const beyondAccounts = wanted.accounts.some((grant) =>
    grant.permissions.some((permission) => {
      const covered = (by: Grants): boolean =>
        by.accounts.some(
          (each) =>
            (each.accountId === grant.accountId || each.accountId === '*') &&
            each.permissions.includes(permission),
        );
      return !covered(own) && !covered(had);
    }),
  );
  return beyondWorkflows || beyondAccounts;
}
