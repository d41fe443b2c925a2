// quality.md, Proof of the rules: every organization of three members and two workflows, every one-person sequence of up to four commands.
// None opens a lock, none withdraws under a locked, toggled workflow, none strands the organization.
import type { MemberId } from '../../../shared/contract/primitives';
import type { State } from '../../../shared/domain/state';
import { nextSteps } from './one-person';
import { ANNA, BEN, everyShape, flat, organizationOf, OWNER, type Locked } from './small-organization';
import { broken, keyOf } from './what-must-hold';

const COMMANDS = 4;

export interface Counts {
  organizations: number;
  states: number;
  count: number;
}

/** Breadth first over what one person can reach; the first broken rule is told with the way to it. */
export function search(
  start: State,
  person: MemberId,
  locks: Locked,
  commands: number,
  counts: Counts,
): string | null {
  const seen = new Set([keyOf(start, person)]);
  let frontier: { state: State; told: string[] }[] = [{ state: start, told: [] }];
  for (let depth = 1; depth <= commands; depth += 1) {
    const next: typeof frontier = [];
    const looking = { locks, last: depth === commands, count: 0 };
    for (const { state, told } of frontier)
      for (const step of nextSteps(state, person, looking)) {
        const wrong = broken(start, step.state);
        if (wrong.length > 0) return `${person} ${wrong.join(', ')}:\n  ${[...told, step.told].join('\n  ')}`;
        if (looking.last) continue;
        const key = keyOf(step.state, person);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push({ state: flat(step.state), told: [...told, step.told] });
      }
    counts.count += looking.count;
    frontier = next;
  }
  counts.states += seen.size;
  return null;
}

/** Searches every organization locked like that; throws with the first way that breaks a rule. */
export function searchAll(locks: Locked): Counts {
  const counts: Counts = { organizations: 0, states: 0, count: 0 };
  for (const shape of everyShape(locks)) {
    const start = organizationOf(shape);
    if (start === null) continue;
    counts.organizations += 1;
    for (const person of [OWNER, ANNA, BEN]) {
      const found = search(start, person, locks, COMMANDS, counts);
      if (found !== null) throw new Error(`${JSON.stringify(shape)}\n${found}`);
    }
  }
  return counts;
}
