import { WORKFLOWS, type Workflow } from '../../../shared/contract/organization';
import type { MemberId, ServiceUserId } from '../../../shared/contract/primitives';
import type { Pair } from './coverage-pairs';

/** What becomes of one workflow while somebody is away. */
export interface AwayEffect {
  workflow: Workflow;
  /** `stops`: nothing passes any more; `partly`: something doesn't; `short`: already so with them; `quiet`: nothing waits. */
  kind: 'stops' | 'partly' | 'short' | 'goes-on' | 'quiet';
  /** The pair that is tightest then, without the person among its approvers. */
  tightest: Pair | null;
  /** Approvers to spare there; negative by how many are missing. */
  spare: number;
  /** Who starts what can't finish any more. */
  stuck: readonly (MemberId | ServiceUserId)[];
}

function effectOn(workflow: Workflow, pairs: readonly Pair[], personId: MemberId): AwayEffect {
  const own = pairs.filter((pair) => pair.workflow === workflow && pair.initiatorId !== personId);
  const left = own.map((pair) => ({
    wasShort: pair.approvers.length < pair.required,
    pair: { ...pair, approvers: pair.approvers.filter((id) => id !== personId) },
  }));
  const short = left.filter(({ pair }) => pair.approvers.length < pair.required);
  const fallen = short.filter(({ wasShort }) => !wasShort);
  const [first] = [...(fallen.length > 0 ? fallen : left)].sort(
    (a, b) => a.pair.approvers.length - a.pair.required - (b.pair.approvers.length - b.pair.required),
  );
  const kind =
    first === undefined
      ? 'quiet'
      : fallen.length === 0
        ? short.length > 0
          ? 'short'
          : 'goes-on'
        : short.length === left.length
          ? 'stops'
          : 'partly';
  return {
    workflow,
    kind,
    tightest: first?.pair ?? null,
    spare: first ? first.pair.approvers.length - first.pair.required : 0,
    stuck: [...new Set(fallen.map(({ pair }) => pair.initiatorId))],
  };
}

/** What goes on and what doesn't without this person, workflow by workflow; what stops comes first. */
export function withoutPerson(pairs: readonly Pair[], personId: MemberId): AwayEffect[] {
  const order = ['stops', 'partly', 'short', 'goes-on', 'quiet'];
  return WORKFLOWS.map((workflow) => effectOn(workflow, pairs, personId)).sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind),
  );
}

export const breaks = ({ kind }: AwayEffect): boolean => kind === 'stops' || kind === 'partly';

/** A person without whom something can't pass, and the workflows it is about. */
export interface SinglePoint {
  memberId: MemberId;
  workflows: Workflow[];
}

/** Everyone whose absence alone would stop something that passes now. */
export function singlePoints(pairs: readonly Pair[]): SinglePoint[] {
  const approvers = [...new Set(pairs.flatMap((pair) => pair.approvers))];
  return approvers
    .map((memberId) => ({
      memberId,
      workflows: withoutPerson(pairs, memberId)
        .filter(breaks)
        .map(({ workflow }) => workflow),
    }))
    .filter(({ workflows }) => workflows.length > 0)
    .sort((a, b) => b.workflows.length - a.workflows.length);
}
