import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { AnyEvent } from '../../shared/contract/events';
import type { KeyAnswer, KeyCallName, KeyedApi, SignedCall } from '../../shared/contract/key-calls';
import { operations, type OperationName } from '../../shared/contract/operations';
import { faultsOf, problem, type Result } from '../../shared/contract/problem';
import { actingMember } from '../../shared/domain/members';
import { expireDue, nextExpiry } from '../../shared/domain/requests/end';
import { fault, isRefusal, refuse, type Refusal } from '../../shared/domain/refusal';
import type { OrganizationId, RequestId } from '../../shared/contract/primitives';
import type { GovernedRequest } from '../../shared/domain/state';
import type { Caller, EventCursor, OutputOf, ServableApi } from '../backend/governance-api';
import { askToEnrol, signInToEnrol } from './auth/blocked-sessions';
import { Challenges } from './auth/challenges';
import { endAccessAfter } from './auth/ended-access';
import { Passkeys } from './auth/passkeys';
import { Passwords } from './auth/passwords';
import { SecondFactor } from './auth/second-factor';
import { SecretBox } from './auth/secret-box';
import { Sessions, type Session } from './auth/sessions';
import { isBlocked, verifyStepUp } from './auth/step-up';
import { Throttle } from './auth/throttle';
import { hashToken, idSource } from './auth/tokens';
import { BackupKeeping } from './backups/backup-keeping';
import { EventFeed } from './event-feed';
import { handlers, publicHandlers } from './handlers';
import { Journal } from './journal';
import { KeyCalls } from './keys/key-calls';
import { readHead, type Head } from './ledger';
import type { EngineOptions } from './options';
import type { EngineParts, Handler, PublicHandler, SignedIn } from './parts';
import { DISK_WORDS, diskTrouble } from './store/disk-trouble';
import { authorizes, hasExecutor, outboxFor } from './outbox/open-outbox';
import type { Outbox } from './outbox/outbox';
import { findRequest } from './store/queries';
import type { SqliteStore } from './store/sqlite-store';

const SYSTEM = { id: null, device: null };
const DEFAULT_SESSION = { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 };

/** Judges input by its schema. What is nested deeper than the stack goes is the caller's fault, not a bug. */
function parse<S extends z.ZodType>(schema: S, input: unknown): ReturnType<S['safeParse']> | Refusal {
  try {
    return schema.safeParse(input) as ReturnType<S['safeParse']>;
  } catch (error) {
    if (error instanceof RangeError) return fault('', 'nested too deep');
    throw error;
  }
}

/**
 * The governance engine behind every door. One call travels: name → session → schema → what is due expires → handler,
 * which asks shared/domain to decide on a fork → journal → store → answer. Everything between reading the state and
 * committing happens in one turn, so no two calls decide on the same state.
 */
export class Engine implements ServableApi, KeyedApi, EngineParts {
  readonly options: EngineOptions;
  readonly store: SqliteStore;
  readonly journal: Journal;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly box: SecretBox;
  readonly throttle: Throttle;
  readonly secondFactor: SecondFactor;
  readonly passkeys: Passkeys;
  readonly challenges: Challenges;
  readonly waysToEnrol = new Map<string, string>();
  readonly inFlight = new Set<string>();
  readonly keeping: BackupKeeping;
  readonly feed: EventFeed;
  /** Null where the built-in ledger carries everything out itself. */
  readonly outbox: Outbox | null;
  readonly #keyCalls: KeyCalls;
  /** No pending request expires before this moment; recomputed when it has come or a request was added. */
  #nextExpiry: number | null = 0;

  constructor(options: EngineOptions, store: SqliteStore) {
    this.options = options;
    this.store = store;
    this.feed = new EventFeed({
      store,
      state: () => this.journal.state,
      revision: () => this.journal.revision,
      now: () => this.journal.now(),
      findRequest: (id) => this.findRequest(id),
      authenticate: (tokenHash) => this.#mayListen(tokenHash),
    });
    this.sessions = new Sessions(store);
    this.journal = new Journal(
      store,
      options.clock,
      idSource(options.random),
      (committed) => {
        this.#nextExpiry = 0;
        this.feed.publish(committed);
        if (authorizes(committed.events)) this.outbox?.give();
      },
      (events) => {
        const { organization } = this.journal.state;
        return endAccessAfter(this.sessions, events, this.journal.now(), organization?.session);
      },
      hasExecutor(options),
    );
    this.passwords = new Passwords(options.passwordCost);
    this.box = new SecretBox(options.secretKey, options.random);
    this.throttle = new Throttle(store);
    this.passkeys = new Passkeys(options.relyingParty ?? null);
    this.challenges = new Challenges(options.random);
    this.secondFactor = new SecondFactor(store, this.box, this.passkeys);
    this.keeping = new BackupKeeping(options, store, this.journal);
    this.outbox = outboxFor(options, this.journal);
    this.#keyCalls = new KeyCalls(this, () => this.expireDue());
  }

  async call<N extends OperationName>(name: N, input: unknown, caller: Caller): Promise<Result<OutputOf<N>>> {
    try {
      const answer = await this.#answer(name, input, caller);
      if (!isRefusal(answer)) return { ok: true, value: answer as OutputOf<N> };
      return { ok: false, problem: problem(answer.code, answer.detail, answer.extras) };
    } catch (error) {
      return { ok: false, problem: this.#unexpected(name, error) };
    }
  }

  /** What a Service User asks with an API key; never a throw. Nothing is done twice with one nonce, a restart included. */
  async callWithKey<N extends KeyCallName>(
    name: N,
    input: unknown,
    signed: SignedCall,
  ): Promise<KeyAnswer<N>> {
    try {
      return await this.#keyCalls.answer(name, input, signed);
    } catch (error) {
      return { ok: false, problem: this.#unexpected(name, error) };
    }
  }

  subscribe(token: string, listener: (event: AnyEvent) => void): () => void {
    return this.feed.subscribe(token, listener);
  }

  openEvents(token: string, lastEventId: string | null, wake: () => void): Result<EventCursor> {
    return this.feed.open(token, lastEventId, wake);
  }

  subscribeNotify(
    notifyToken: string,
    listener: Parameters<ServableApi['subscribeNotify']>[1],
  ): Promise<Result<() => void>> {
    return this.feed.subscribeNotify(notifyToken, listener);
  }

  async pulse(): Promise<void> {
    await this.expireDue();
    this.feed.pulse();
  }

  /** Where the ledger stands on the disk, for whoever remembers it outside; null while there is no organization. */
  whereItStands(): { organizationId: OrganizationId; head: Head } | null {
    const { organization } = this.journal.state;
    return organization === null ? null : { organizationId: organization.id, head: readHead(this.store) };
  }

  close(): Promise<void> {
    this.feed.close();
    this.keeping.close();
    this.outbox?.close();
    this.store.close();
    return Promise.resolve();
  }

  async #answer(name: OperationName, input: unknown, caller: Caller): Promise<unknown> {
    if (!Object.hasOwn(operations, name)) return refuse('not_found', 'There is no such operation.');
    if (this.keeping.restoreIsPrepared)
      return refuse('unavailable', 'A backup is being restored. Sign in again in a moment.');
    const spec = operations[name];
    let signedIn: SignedIn | null = null;
    if (spec.access !== 'public') {
      const authenticated = this.#authenticate(caller.token);
      if (isRefusal(authenticated)) return authenticated;
      if (this.#mustEnrol(name, authenticated))
        return await askToEnrol(this, authenticated.session, authenticated.member);
      signedIn = authenticated;
    }
    const parsed = parse(spec.input, input);
    if (isRefusal(parsed)) return parsed;
    if (!parsed.success) {
      const errors = faultsOf(parsed.error);
      const first = errors[0];
      return refuse('validation_failed', first ? `${first.path || 'input'}: ${first.message}` : 'not valid', {
        errors,
      });
    }
    await this.expireDue();
    if (signedIn === null) {
      const handler = publicHandlers[name as keyof typeof publicHandlers] as PublicHandler<OperationName>;
      return handler(this, parsed.data, caller);
    }
    const passkey = await verifyStepUp(this, signedIn.member, parsed.data);
    // Expiring and verifying may have taken turns of their own; whoever was suspended in them is judged as they are now.
    const authenticated = this.#authenticate(caller.token);
    if (isRefusal(authenticated)) return authenticated;
    if (this.#mustEnrol(name, authenticated))
      return await askToEnrol(this, authenticated.session, authenticated.member);
    const current: SignedIn = { ...authenticated, passkey };
    const handler = handlers[name as keyof typeof handlers] as Handler<OperationName>;
    const answer: unknown = await handler(this, parsed.data, current, caller);
    const accepted = !isRefusal(answer) && !asksOnly(parsed.data);
    if (spec.countsAsActivity && accepted && current.session.ended === null)
      await this.#touch(current.session);
    return answer;
  }

  /** Who doesn't satisfy the sign-in policy can only enrol a factor that does, or sign out (§9). */
  #mustEnrol(name: OperationName, { member }: SignedIn): boolean {
    return name !== 'session.delete' && isBlocked(this, member);
  }

  /** Streams tell a blocked member nothing either. */
  #mayListen(tokenHash: string): SignedIn | Refusal {
    const signedIn = this.#authenticateHash(tokenHash);
    return !isRefusal(signedIn) && isBlocked(this, signedIn.member) ? signInToEnrol() : signedIn;
  }

  /** The member behind a token, or why not. A member who may not act any more is `unauthenticated`. */
  #authenticate(token: string | null): SignedIn | Refusal {
    return this.#authenticateHash(token === null ? null : hashToken(token));
  }

  #authenticateHash(tokenHash: string | null): SignedIn | Refusal {
    const { state } = this.journal;
    const settings = state.organization?.session ?? DEFAULT_SESSION;
    const session = this.sessions.authenticateHash(tokenHash, this.journal.now(), settings);
    if (isRefusal(session)) return session;
    const member = state.members.get(session.memberId);
    return member?.status === 'active' || member?.status === 'unconfirmed'
      ? { session, member: actingMember(member) }
      : refuse('unauthenticated', 'Sign in first.');
  }

  /** Before every command and read, what is due becomes `expired` and releases its hold (§6). */
  async expireDue(): Promise<void> {
    const now = this.journal.now();
    if (this.#nextExpiry === null || now < this.#nextExpiry) return;
    const work = this.journal.begin();
    expireDue(work);
    if (work.events.length > 0) await this.journal.commit(work, SYSTEM);
    this.#nextExpiry = nextExpiry(this.journal.state.requests.values());
  }

  async #touch(session: Session): Promise<void> {
    const statement = this.sessions.touch(session, this.journal.now());
    if (!statement) return;
    try {
      await this.store.commit([statement]);
    } catch (error) {
      // The command itself is durable and must not be answered as refused. Unwritten, a session ends early, never late.
      this.options.log?.('the activity of a session was not written', error);
    }
  }

  #unexpected(name: string, error: unknown): ReturnType<typeof problem> {
    // What the disk refuses is nobody's bug, and nothing has happened (quality.md).
    const trouble = diskTrouble(error);
    if (trouble !== null) return problem('unavailable', DISK_WORDS[trouble]);
    const reference = randomBytes(4).toString('hex');
    this.options.log?.(`bug in ${name} (${reference})`, error);
    return problem('internal', `Something went wrong. Nothing was changed. Reference ${reference}.`);
  }

  devicesEnded(): void {
    this.feed.pulse();
  }

  /** A request by its id, pending or ended. */
  findRequest(id: RequestId): GovernedRequest | undefined {
    return this.journal.state.requests.get(id) ?? findRequest(this.store, id);
  }
}

/** A dry run asks and writes nothing, so it keeps no session alive (§9: accepted writes do, reads don't). */
function asksOnly(input: unknown): boolean {
  return typeof input === 'object' && input !== null && (input as { dryRun?: unknown }).dryRun === true;
}
