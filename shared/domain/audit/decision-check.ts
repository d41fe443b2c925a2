import { PROBLEMS } from '../../contract/problem';
import { decode } from '../encoding';
import { isDomainEventType, type DomainEvent } from '../events';
import { evolve } from '../evolve';
import { emptyState, forkState, mergeState, type State } from '../state';
import { Work } from '../work';
import type { LedgerEntry, Sha256 } from './entry';
import { faultAt, type Fault } from './fault';
import { reExecute, type Redone } from './re-execute';
import { RecordedIds } from './recorded-ids';
import { same } from './same';
import { SignatureCheck, type Note, type SignedChallenge } from './signature-check';
import { SignInWatch } from './sign-in-watch';

interface Recorded {
  readonly seq: number;
  readonly event: DomainEvent;
}

interface DecisionCheckOptions {
  readonly sha256: Sha256;
  readonly signedChallenge: SignedChallenge;
  readonly blind?: boolean;
}

/** Of these the members, and what each may do, are made: without them nothing can be judged. */
const ABOUT_ACCESS = /^(organization|member|service-user|role|account)\./;

/**
 * Decides every decision of the ledger again: replays its events, and asks of each command, at the state it met, whether
 * it was allowed and whether it had to come to just these events (§11). What can’t be judged, because payloads are
 * withheld, is counted and never called right.
 */
export class DecisionCheck {
  judged = 0;
  notJudged = 0;
  readonly #state: State = emptyState();
  readonly #signIns = new SignInWatch();
  readonly #references = new Set<string>();
  #group: LedgerEntry[] = [];
  /** Who may do what isn’t known: the entries don’t begin with the ledger, or those about access are withheld. */
  #blind: boolean;

  readonly #sha256: Sha256;
  readonly #signatures: SignatureCheck;

  constructor({ sha256, signedChallenge, blind = false }: DecisionCheckOptions) {
    this.#sha256 = sha256;
    this.#signatures = new SignatureCheck(sha256, signedChallenge);
    this.#blind = blind;
  }

  /** Takes the next entry in; the faults are those of the command before, which is complete now. */
  take(entry: LedgerEntry): Fault[] {
    const faults = entry.command === this.#group[0]?.command ? [] : this.finish();
    this.#group.push(entry);
    return faults;
  }

  /** The faults of the last command. */
  finish(): Fault[] {
    const group = this.#group;
    this.#group = [];
    return group.length === 0 ? [] : this.#judge(group);
  }

  #judge(group: readonly LedgerEntry[]): Fault[] {
    const recorded: Recorded[] = [];
    const notes: Note[] = [];
    const unreadable: Fault[] = [];
    let withheld = false;
    for (const entry of group) {
      if (isDomainEventType(entry.type)) {
        if (entry.payload === null) {
          withheld = true;
          this.#passOver(entry);
        } else {
          const content = contentOf(entry.payload);
          if (content === null)
            unreadable.push(faultAt(entry.seq, 'unreadable', 'The content of this entry can’t be read.'));
          else recorded.push({ seq: entry.seq, event: { type: entry.type, ...content } as DomainEvent });
        }
      } else if (entry.payload !== null) {
        const payload = contentOf(entry.payload) ?? {};
        const { memberId } = payload as { memberId?: unknown };
        if (SignInWatch.concerns(entry.type) && typeof memberId === 'string')
          this.#signIns.see(entry.type, memberId, entry.at);
        if (SignatureCheck.concerns(entry.type)) notes.push({ seq: entry.seq, type: entry.type, payload });
      }
    }
    if (unreadable.length > 0) return unreadable;
    const [first] = group;
    const events = recorded.map(({ event }) => event);
    const foreignKeys =
      withheld || this.#blind ? [] : notes.flatMap((note) => this.#signatures.see(note, events) ?? []);
    if (first === undefined || (recorded.length === 0 && !withheld)) return foreignKeys;
    if (withheld || this.#blind) {
      this.notJudged += 1;
      this.#follow(recorded, first.at);
      return [];
    }
    this.judged += 1;
    return [...foreignKeys, ...this.#decideAgain(recorded, first, notes)];
  }

  /** What a withheld entry still tells by its type. */
  #passOver({ type }: LedgerEntry): void {
    if (ABOUT_ACCESS.test(type)) this.#blind = true;
    if (type === 'request.created') this.#state.lastRequestNumber += 1;
  }

  /** One commit may hold several commands, one after the other. */
  #decideAgain(recorded: readonly Recorded[], { at, actor }: LedgerEntry, notes: readonly Note[]): Fault[] {
    const ids = new RecordedIds(recorded.map(({ event }) => event));
    let rest = recorded;
    for (let [next] = rest; next !== undefined; [next] = rest) {
      const outside = rest.some(({ event }) => event.type === 'request.authorized');
      const work = new Work(this.#state, at, ids, () => outside);
      const fault = this.#oneCommand(work, rest, actor) ?? this.#signatureFault(next, notes);
      if (fault !== null) {
        const broken = this.#follow(rest, at);
        return broken === null ? [fault] : [fault, broken];
      }
      mergeState(this.#state, work.state);
      rest = rest.slice(work.events.length);
    }
    return [];
  }

  /** A signature is judged as its request stood before it was decided. */
  #signatureFault({ seq, event }: Recorded, notes: readonly Note[]): Fault | null {
    if (event.type !== 'request.approved') return null;
    try {
      return this.#signatures.judge(seq, event, this.#state, notes);
    } catch {
      return faultAt(
        seq,
        'signature',
        'What was kept of the second factor with this approval can’t be read.',
      );
    }
  }

  #oneCommand(work: Work, rest: readonly Recorded[], actor: string | null): Fault | null {
    const [first] = rest;
    if (first === undefined) return null;
    const { seq, event } = first;
    let redone: Redone | null;
    try {
      redone = reExecute(work, event, { actor, sha256: this.#sha256 });
    } catch {
      // The rules throw for what no state of theirs can hold: a balance below zero, a name of nothing.
      return faultAt(seq, 'impossible', `“${event.type}” can’t have happened as things stood.`);
    }
    if (redone === null)
      return faultAt(seq, 'nothing_allowed_it', `Nothing in the ledger allowed this “${event.type}”.`);
    if (redone.refusal)
      return faultAt(
        seq,
        'refused',
        `By the rules “${event.type}” was refused: ${PROBLEMS[redone.refusal.code].title} (${redone.refusal.code}).`,
      );
    // What changed nothing wasn’t a command: an acceptance by who had accepted, an expiry of what wasn’t due.
    if (work.events.length === 0)
      return faultAt(
        seq,
        'refused',
        `By the rules there was nothing to do that “${event.type}” could tell of.`,
      );
    return (
      differenceIn(work.events, rest) ??
      this.#whoFault(seq, redone, actor, work.now) ??
      this.#referenceFault(seq, event)
    );
  }

  #whoFault(seq: number, redone: Redone, actor: string | null, at: number): Fault | null {
    if (redone.actor !== actor)
      return faultAt(seq, 'actor', 'This entry names somebody else than the one whose command it was.');
    if (actor === null || redone.needs === 'nothing') return null;
    if (!this.#signIns.isSignedIn(actor, at))
      return faultAt(seq, 'signed_out', 'Whoever this names wasn’t signed in then.');
    if (redone.needs === 'second-factor' && !this.#signIns.hasSecondFactor(actor, at))
      return faultAt(seq, 'second_factor', 'No second factor of the one this names counted then.');
    return null;
  }

  /** A reference counts once per account and asset (§10). */
  #referenceFault(seq: number, event: DomainEvent): Fault | null {
    if (event.type !== 'ledger.posted') return null;
    const { accountId, asset, reference } = event.posting;
    const key = JSON.stringify([accountId, asset, reference]);
    if (this.#references.has(key))
      return faultAt(seq, 'refused', 'By the rules this deposit was refused: its reference was used before.');
    this.#references.add(key);
    return null;
  }

  /** Takes events in as facts, so that what comes after them is judged on what the ledger says. */
  #follow(recorded: readonly Recorded[], at: number): Fault | null {
    for (const { seq, event } of recorded) {
      const fork = forkState(this.#state);
      try {
        evolve(fork, event, at);
      } catch {
        // It names what isn’t there. Among withheld entries that is no wonder, and nothing can be judged from here.
        if (this.notJudged > 0) this.#blind = true;
        else return faultAt(seq, 'impossible', `“${event.type}” names what isn’t there.`);
        continue;
      }
      mergeState(this.#state, fork);
    }
    return null;
  }
}

function contentOf(payload: string): object | null {
  try {
    const content = decode(payload);
    return typeof content === 'object' && content !== null ? content : null;
  } catch {
    return null; // not JSON: whoever wrote it, the engine didn’t
  }
}

/** Where the ledger goes on otherwise than the rules: the first event that differs, is missing or is one too many. */
function differenceIn(events: readonly DomainEvent[], rest: readonly Recorded[]): Fault | null {
  for (const [index, event] of events.entries()) {
    const found = rest[index];
    if (found === undefined) {
      const last = rest.at(-1)?.seq ?? 0;
      return faultAt(
        last,
        'differs',
        `By the rules “${event.type}” follows here; the ledger doesn’t have it.`,
      );
    }
    if (found.event.type !== event.type)
      return faultAt(
        found.seq,
        'differs',
        `By the rules “${event.type}” follows here; the ledger has “${found.event.type}”.`,
      );
    if (!same(event, found.event))
      return faultAt(
        found.seq,
        'differs',
        `By the rules this “${event.type}” says something else in: ${differingFields(event, found.event)}.`,
      );
  }
  return null;
}

/** Names of fields, never what stands in them. */
function differingFields(expected: unknown, found: unknown): string {
  const one = expected as Record<string, unknown>;
  const other = found as Record<string, unknown>;
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (key) => !same(one[key], other[key]),
  );
  const [only] = names;
  const inner = only === undefined ? null : one[only];
  return names.length === 1 &&
    only !== undefined &&
    typeof inner === 'object' &&
    inner !== null &&
    other[only]
    ? `${only}.${differingFields(inner, other[only])}`
    : names.join(', ');
}
