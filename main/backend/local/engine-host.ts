import type { AnyEvent } from '../../../shared/contract/events';
import type { OperationName, OutputOf } from '../../../shared/contract/operations';
import { problem, type Problem, type Result } from '../../../shared/contract/problem';
import type { BackupId } from '../../../shared/contract/primitives';
import type { BackupOutcome } from '../../engine/backups/backup-options';
import type { EngineOpenCode } from '../../engine/options';
import type { Caller, GovernanceApi } from '../governance-api';
import type {
  Answer,
  BuiltSample,
  EngineLine,
  EngineSetup,
  FromEngine,
  Question,
  ToEngine,
  WhereItStands,
} from './engine-protocol';

type Unsent<T> = T extends { id: number } ? Omit<T, 'id'> : never;

export interface EngineHostParts {
  /** Starts a thread or process that serves the engine. */
  start(): EngineLine;
  /** The host stopped unasked: every session is over. It is started again before `onRestored` is called. */
  onStopped(): void;
  onRestored(): void;
  /** It stopped too often, or wouldn't open again: it stays down. */
  onGivenUp(found: Problem, code?: EngineOpenCode): void;
  /** A backup was made by itself, or failed. */
  onBackup?(outcome: BackupOutcome): void;
  log(message: string, detail: string | null): void;
}

/** So many stops within a minute mean that starting again doesn't help. */
const STOPS_TOLERATED = 3;
const STOPS_WITHIN_MS = 60_000;

/** What was answered is on the disk already; a host that is still busy then is ended. */
const CLOSE_WITHIN_MS = 2000;

const stopped = (): Problem =>
  problem('unavailable', 'The engine stopped. Nothing that was confirmed is lost; try again.');

/**
 * The engine as seen from main: a GovernanceApi whose calls are answered elsewhere, so that no query can hold up a
 * window. When the other side dies, what is pending is answered `unavailable`, and the same database is opened anew.
 */
export class EngineHost implements GovernanceApi {
  private line: EngineLine | null = null;
  private setup: EngineSetup | null = null;
  private closing = false;
  private nextId = 1;
  private readonly pending = new Map<number, (answer: Answer<unknown>) => void>();
  private readonly listeners = new Map<number, (event: AnyEvent) => void>();
  private stops: number[] = [];

  constructor(private readonly parts: EngineHostParts) {}

  /** Starts the other side and opens the database. */
  async open(setup: EngineSetup): Promise<Answer<null>> {
    if (this.closing) return { ok: false, problem: stopped() };
    this.setup = setup;
    this.connect();
    return (await this.ask({ kind: 'open', setup })) as Answer<null>;
  }

  /** Fills an empty database with the sample organization. */
  async buildSample(): Promise<Answer<BuiltSample>> {
    return (await this.ask({ kind: 'buildSample' })) as Answer<BuiltSample>;
  }

  /** Where the ledger stands; null before there is an organization. */
  async whereItStands(): Promise<Answer<WhereItStands>> {
    return (await this.ask({ kind: 'where' })) as Answer<WhereItStands>;
  }

  /** Goes back to a backup of a database that can't be opened; what can be is refused. */
  async restoreUnopened(setup: EngineSetup, backupId: BackupId): Promise<Answer<null>> {
    this.connect();
    return (await this.ask({ kind: 'restore', setup, backupId })) as Answer<null>;
  }

  async call<N extends OperationName>(name: N, input: unknown, caller: Caller): Promise<Result<OutputOf<N>>> {
    return (await this.ask({ kind: 'call', name, input, caller })) as Result<OutputOf<N>>;
  }

  subscribe(token: string, listener: (event: AnyEvent) => void): () => void {
    const subscription = this.takeId();
    this.listeners.set(subscription, listener);
    this.send({ kind: 'subscribe', subscription, token });
    return () => {
      if (this.listeners.delete(subscription)) this.send({ kind: 'unsubscribe', subscription });
    };
  }

  async close(): Promise<void> {
    this.closing = true;
    this.listeners.clear();
    const { line } = this;
    if (line === null) return;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_WITHIN_MS)));
    await Promise.race([this.ask({ kind: 'close' }), patience]);
    clearTimeout(timer);
    await line.stop();
  }

  private connect(): void {
    const line = this.parts.start();
    this.line = line;
    line.onMessage((message) => this.receive(message));
    line.onStopped((because) => this.lineStopped(line, because));
  }

  private receive(message: FromEngine): void {
    if (message.kind === 'answer') {
      const settle = this.pending.get(message.id);
      this.pending.delete(message.id);
      settle?.(message.answer);
    } else if (message.kind === 'event') {
      this.listeners.get(message.subscription)?.(message.event);
    } else if (message.kind === 'backup') {
      this.parts.onBackup?.(message.outcome);
    } else {
      this.parts.log(message.message, message.detail);
    }
  }

  private ask(question: Unsent<Question>): Promise<Answer<unknown>> {
    if (this.line === null) return Promise.resolve({ ok: false, problem: stopped() });
    const id = this.takeId();
    return new Promise((resolve) => {
      this.pending.set(id, resolve);
      if (this.send({ ...question, id })) return;
      this.pending.delete(id);
      resolve({ ok: false, problem: problem('validation_failed', 'The input is no plain data.') });
    });
  }

  /** False for what can't be cloned: functions, proxies. */
  private send(message: ToEngine): boolean {
    try {
      this.line?.send(message);
      return true;
    } catch {
      return false;
    }
  }

  private lineStopped(line: EngineLine, because: string): void {
    if (this.line !== line) return;
    this.line = null;
    this.listeners.clear();
    const unanswered = [...this.pending.values()];
    this.pending.clear();
    if (!this.closing) {
      this.parts.log('the engine stopped', because);
      this.parts.onStopped();
    }
    for (const settle of unanswered) settle({ ok: false, problem: stopped() });
    if (!this.closing) void this.restore();
  }

  private async restore(): Promise<void> {
    const { setup } = this;
    const now = Date.now();
    this.stops = [...this.stops.filter((at) => now - at < STOPS_WITHIN_MS), now];
    if (setup === null || this.stops.length > STOPS_TOLERATED) {
      this.parts.onGivenUp(stopped());
      return;
    }
    const opening = this.open(setup);
    const { line } = this;
    const answer = await opening;
    // If it died while opening, its own stop has called for the next try.
    if (this.closing || this.line !== line) return;
    if (answer.ok) this.parts.onRestored();
    else this.parts.onGivenUp(answer.problem, answer.code);
  }

  private takeId(): number {
    const id = this.nextId;
    this.nextId += 1;
    return id;
  }
}
