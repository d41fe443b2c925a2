// Whether model and engine show the same, through the engine's public door.
import { isDeepStrictEqual } from 'node:util';
import type { EngineSide } from './engine-side';
import { satisfiesSignIn } from './model/coverage';
import { OWNER } from './model/membership';
import type { Organization, Request } from './model/state';
import {
  factsOfRequest,
  factsOfRequestInEngine,
  PARTS,
  sightOfEngine,
  sightOfModel,
  type Facts,
  type Part,
} from './observe';

/** How many members take turns at being asked what they see, before one is. */
const SIGHT_EVERY = 8;

/** The first thing that the two show differently. */
export class Difference extends Error {
  constructor(
    readonly what: string,
    readonly model: unknown,
    readonly engine: unknown,
  ) {
    super(what);
  }
}

export class Comparison {
  #turns = 0;

  constructor(
    private readonly o: Organization,
    private readonly engine: EngineSide,
  ) {}

  /**
   * After a command that was accepted: the parts of the organization that the model changed by it and in turn another,
   * the requests that it touched and in turn another, and in turn what one member sees. What nobody should have changed
   * is found out at its turn, or at the end.
   */
  async afterCommand(before: Organization): Promise<void> {
    this.#turns += 1;
    const inTurn = PARTS[this.#turns % PARTS.length];
    const signsInOtherwise = before.security.signInPolicy !== this.o.security.signInPolicy;
    for (const part of PARTS)
      if (
        part === inTurn ||
        signsInOtherwise ||
        part.of.some((list) => !sameRecords(before[list], this.o[list]))
      )
        await this.#part(part);
    const untouched: Request[] = [];
    for (const r of this.o.requests) {
      const was = before.requests.find((b) => b.id === r.id);
      if (was === undefined || !sameStanding(was, r)) await this.#request(r);
      else if (r.status === 'pending') untouched.push(r);
    }
    const another = untouched[this.#turns % Math.max(1, untouched.length)];
    if (another !== undefined) await this.#request(another);
    const present = this.#present();
    const reader = present[this.#turns % (SIGHT_EVERY * present.length)];
    if (reader !== undefined) await this.#sight(reader);
  }

  /** Everything: every part, every request that waits, what everybody sees, and the ledger re-decided (§13.8). */
  async ofAll(): Promise<void> {
    for (const part of PARTS) await this.#part(part);
    for (const r of this.o.requests) if (r.status === 'pending') await this.#request(r);
    for (const memberId of this.#present()) await this.#sight(memberId);
    const verified = await this.engine.read<{ ok: boolean; firstFault?: unknown }>(OWNER, 'audit.verify');
    if (!verified.ok) throw new Difference('the ledger doesn’t verify', null, verified.firstFault);
  }

  #present(): string[] {
    return this.o.members
      .filter(({ status }) => status === 'active' || status === 'unconfirmed')
      .filter(({ factors }) => satisfiesSignIn(this.o, factors))
      .map((m) => m.id);
  }

  async #part(part: Part): Promise<void> {
    const engine = await part.inEngine(this.engine);
    same(part.of.join(', '), part.inModel(this.o), engine);
  }

  async #request(r: Request): Promise<void> {
    const engine = await factsOfRequestInEngine(this.engine, r.id);
    same(`${r.id} (${r.operation})`, factsOfRequest(this.o, r), engine);
  }

  async #sight(memberId: string): Promise<void> {
    const engine = await sightOfEngine(this.engine, memberId);
    same(`what ${memberId} sees`, sightOfModel(this.o, memberId), engine);
  }
}

/** Records are copied before each command and never changed inside: equal ones have the same values. */
function sameRecords(before: readonly object[], after: readonly object[]): boolean {
  if (before.length !== after.length) return false;
  return after.every((record, index) =>
    Object.entries(record).every(
      ([name, value]) =>
        name === 'secondFactorAt' || (before[index] as Record<string, unknown>)[name] === value,
    ),
  );
}

function sameStanding(was: Request, r: Request): boolean {
  return (
    was.status === r.status &&
    was.requiredApprovals === r.requiredApprovals &&
    was.approvals.length === r.approvals.length &&
    r.approvals.every(({ valid }, index) => was.approvals[index]?.valid === valid)
  );
}

/** Throws where they aren't; tells only what differs. */
export function same(what: string, model: Facts, engine: Facts): void {
  const names = [...new Set([...Object.keys(model), ...Object.keys(engine)])];
  const differing = names.filter((name) => !isDeepStrictEqual(model[name], engine[name]));
  if (differing.length === 0) return;
  const only = (facts: Facts) => Object.fromEntries(differing.map((name) => [name, facts[name]]));
  throw new Difference(what, only(model), only(engine));
}
