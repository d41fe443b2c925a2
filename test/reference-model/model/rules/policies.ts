// Manage Policies (§5, §7 Policy lock).
import type { SignInPolicy, Workflow } from '../../../../shared/contract/organization';
import { isApprover, isInRing, ringOf, shortfallsOf } from '../coverage';
import { ALL_WORKFLOWS, ORGANIZATION } from '../grants';
import { rule } from '../rule';
import type { Organization, Policy, Refusal } from '../state';
import { policyOf, refuse } from '../state';

type Settings = Pick<
  Policy,
  'requiredApprovals' | 'alwaysRequireApproval' | 'expiresAfterHours' | 'addressHoldHours'
>;
export type PolicyChangeParams = { workflow: Workflow; baseVersion: number } & Partial<Settings>;
export interface PolicyParams {
  workflow: Workflow;
  baseVersion: number;
}

/** The settings that it really changes. */
export function changedSettings(
  o: Organization,
  { workflow, baseVersion: _baseVersion, ...settings }: PolicyChangeParams,
): Partial<Settings> {
  const policy: Partial<Record<string, unknown>> = { ...policyOf(o, workflow) };
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => policy[name] !== value));
}

export const changePolicy = rule<PolicyChangeParams>({
  workflow: 'policies',
  change(o, params, r) {
    const policy = policyOf(o, params.workflow);
    if (policy.version !== params.baseVersion) return refuse('conflict');
    Object.assign(policy, changedSettings(o, params));
    policy.version += 1;
    r.result = { version: policy.version };
    return null;
  },
  concerns: ({ workflow }) => workflow,
  ringChange: (_o, { workflow }) => workflow === 'policies' || workflow === 'access',
});

/** What is missing for the lock, and what is short, in `o` judged as if the workflow were locked already. */
function lockConditions(o: Organization, workflow: Workflow): Refusal | null {
  const ring = ringOf(o);
  const affected = ALL_WORKFLOWS.filter((w) => w === workflow || w === 'policies' || w === 'access');
  const shortfalls = affected.flatMap((w) => shortfallsOf(o, w));
  const owner = o.members.find((m) => m.owner);
  const policyApprover = o.members.some((m) => !m.owner && isApprover(o, m, 'policies', ORGANIZATION));
  // Open until accepted or removed: one whose code ran out still names somebody who may start things (§7, `starts`).
  const open = o.members.some(
    (m) => isInRing(m, ring) && (m.status === 'unconfirmed' || m.status === 'invited'),
  );
  const missing = [
    ...(policyApprover ? [] : ['policy_approver']),
    ...(shortfalls.length === 0 ? [] : ['coverage']),
    ...(open ? ['open_invitations'] : []),
    ...((owner?.factors.length ?? 0) >= 2 || o.ownerRecoveryCodes > 0 ? [] : ['owner_backup_factor']),
  ];
  return missing.length === 0 ? null : refuse('lock_precondition', { missing, shortfalls });
}

export const lockPolicy = rule<PolicyParams>({
  workflow: 'policies',
  change(o, { workflow, baseVersion }, r) {
    const policy = policyOf(o, workflow);
    if (policy.locked || policy.version !== baseVersion) return refuse('conflict');
    policy.locked = true;
    policy.version += 1;
    r.result = { version: policy.version };
    return lockConditions(o, workflow);
  },
  concerns: ({ workflow }) => workflow,
  // At once for the Owner only; anyone else's queues (§7, Lock).
  alwaysQueues: (o, _params, r) => !o.members.some((m) => m.owner && m.id === r.initiator.id),
});

export const unlockPolicy = rule<PolicyParams>({
  workflow: 'policies',
  change(o, { workflow, baseVersion }, r) {
    const policy = policyOf(o, workflow);
    if (!policy.locked || policy.version !== baseVersion) return refuse('conflict');
    policy.locked = false;
    policy.version += 1;
    r.result = { version: policy.version };
    return null;
  },
  concerns: ({ workflow }) => workflow,
});

export const changeSignIn = rule<{ signInPolicy: SignInPolicy; baseVersion: number }>({
  workflow: 'policies',
  change(o, { signInPolicy, baseVersion }, r) {
    // What is so already is a target in the wrong state (§6, Fine print).
    const already = o.security.signInPolicy === signInPolicy;
    if (already || o.security.version !== baseVersion) return refuse('conflict');
    // Offered only to who made and used a passkey (§9).
    const own = o.members.find((m) => m.id === r.initiator.id)?.factors ?? [];
    if (signInPolicy === 'passkey' && !own.includes('passkey')) return refuse('conflict');
    o.security.signInPolicy = signInPolicy;
    o.security.version += 1;
    r.result = { version: o.security.version };
    return null;
  },
  ringChange: (o, { signInPolicy }) =>
    o.security.signInPolicy === 'passkey' && signInPolicy === 'authenticator-or-passkey',
});

export interface SessionParams {
  idleTimeoutMinutes?: number;
  absoluteTimeoutHours?: number;
  baseVersion: number;
}

export const changeSession = rule<SessionParams>({
  workflow: 'policies',
  change(o, { idleTimeoutMinutes, absoluteTimeoutHours, baseVersion }, r) {
    if (o.security.version !== baseVersion) return refuse('conflict');
    o.security.idleTimeoutMinutes = idleTimeoutMinutes ?? o.security.idleTimeoutMinutes;
    o.security.absoluteTimeoutHours = absoluteTimeoutHours ?? o.security.absoluteTimeoutHours;
    o.security.version += 1;
    r.result = { version: o.security.version };
    return null;
  },
  // Longer sessions are looser ones, whatever the other setting does.
  ringChange: (o, { idleTimeoutMinutes, absoluteTimeoutHours }) =>
    (idleTimeoutMinutes ?? 0) > o.security.idleTimeoutMinutes ||
    (absoluteTimeoutHours ?? 0) > o.security.absoluteTimeoutHours,
});
