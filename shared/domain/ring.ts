import { WORKFLOWS, type Grants, type Workflow } from '../contract/organization';
import { powerHolds, powerOf, type Power } from './grants';
import type { Policy, State } from './state';

/** §7 `ring`: the locked workflows and, while any is locked, also Manage Policies and Manage Access. */
export function ringOf(state: State): ReadonlySet<Workflow> {
  return ringUnder([...state.policies.values()]);
}

/** The same from the policies alone. */
export function ringUnder(policies: readonly Pick<Policy, 'workflow' | 'locked'>[]): ReadonlySet<Workflow> {
  const locked = policies.filter((policy) => policy.locked).map(({ workflow }) => workflow);
  return locked.length === 0
    ? new Set()
    : new Set(
        WORKFLOWS.filter(
          (workflow) => workflow === 'policies' || workflow === 'access' || locked.includes(workflow),
        ),
      );
}

const POWERS = ['initiate', 'approve', 'execute'] as const;

/** What a change of grants does to power in some workflows, on any account. */
export interface RingTouch {
  /** Gives Initiate, Approve or Execute. */
  readonly gives: boolean;
  /** Takes Approve or Execute; taking only Initiate is pulling back, and never slowed. */
  readonly takes: boolean;
}

/** Compares effective power, implications and all-accounts grants included, scope by scope (§7, The ring is closed). */
export function ringTouch(ring: ReadonlySet<Workflow>, before: Grants, after: Grants): RingTouch {
  const had = powerOf(before);
  const has = powerOf(after);
  const beyond = (
    grants: Grants,
    [own, other]: readonly [Power, Power],
    permissions: readonly (typeof POWERS)[number][],
  ): boolean =>
    grants.workflows.some(
      ({ workflow, accountId = null }) =>
        ring.has(workflow) &&
        permissions.some(
          (permission) =>
            powerHolds(own, permission, workflow, accountId) &&
            !powerHolds(other, permission, workflow, accountId),
        ),
    );
  return {
    gives: beyond(after, [has, had], POWERS),
    takes: beyond(before, [had, has], ['approve', 'execute']),
  };
}

/** Whether grants carry power in these workflows: what an invitation must not, unseen (§7). */
export function hasRingPower(ring: ReadonlySet<Workflow>, grants: Grants): boolean {
  return grants.workflows.some(
    ({ workflow, permissions }) =>
      ring.has(workflow) && permissions.some((permission) => permission !== 'view'),
  );
}
