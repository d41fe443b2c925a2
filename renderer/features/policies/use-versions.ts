import { useEffect, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/bridge';
import { WORKFLOWS, type Workflow } from '../../../shared/contract/organization';
import type { PolicyView } from '../../../shared/contract/policies';
import type { Problem } from '../../../shared/contract/problem';
import { call, problemOf } from '../../api/bridge';
import { everyPage } from '../../stores/every-page';

export type PolicyVersion = CallOutput<'policies.versions'>['items'][number];

/** Every version of one policy, newest first; read again when `current`, the version in force, is another one. */
export function useVersions(
  workflow: Workflow,
  current: number,
): { versions: readonly PolicyVersion[] | null; problem: Problem | null } {
  const [answer, setAnswer] = useState<{
    of: Workflow;
    versions: readonly PolicyVersion[] | null;
    problem: Problem | null;
  } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    everyPage((page) => call('policies.versions', { workflow, ...page })).then(
      (versions) => {
        if (isCurrent) setAnswer({ of: workflow, versions, problem: null });
      },
      (error: unknown) => {
        if (isCurrent) setAnswer({ of: workflow, versions: null, problem: problemOf(error) });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [workflow, current]);
  return answer?.of === workflow ? answer : { versions: null, problem: null };
}

/** Since when the version in force of each workflow is so; what can't be read is left out. */
export function useSince(policies: readonly PolicyView[]): ReadonlyMap<Workflow, string> {
  const versions = policies.map(({ workflow, version }) => `${workflow} ${String(version)}`).join();
  const [since, setSince] = useState<ReadonlyMap<Workflow, string>>(new Map());
  useEffect(() => {
    if (versions === '') return undefined;
    let isCurrent = true;
    const ask = WORKFLOWS.map(async (workflow) => {
      const { items } = await call('policies.versions', { workflow, limit: 1 });
      return [workflow, items[0]?.changedAt] as const;
    });
    void Promise.allSettled(ask).then((answers) => {
      if (!isCurrent) return;
      const known = new Map<Workflow, string>();
      for (const one of answers)
        if (one.status === 'fulfilled' && one.value[1] !== undefined) known.set(one.value[0], one.value[1]);
      setSince(known);
    });
    return () => {
      isCurrent = false;
    };
  }, [versions]);
  return since;
}
