import { randomBytes } from 'node:crypto';
import { problem, type Problem } from '../../../shared/contract/problem';
import { isRefusal } from '../../../shared/domain/refusal';
import { EngineOpenError, openEngine, type EngineOptions, type OpenedEngine } from '../../engine';
import type { VerifyCopy } from '../../engine/backups/backup-options';
import { restoreUnopened } from '../../engine/backups/restore-unopened';
import { DISK_WORDS, diskTrouble } from '../../engine/store/disk-trouble';
import { buildSample } from '../../sample';
import type { Answer, EngineSetup, FromEngine, Line, Question, ToEngine } from './engine-protocol';
import { SettableEngineClock } from './engine-clock';

const random = { bytes: (count: number): Uint8Array => new Uint8Array(randomBytes(count)) };

/** Serves the engine at this end of a line, until it is told to close. */
export class EngineServer {
  private readonly clock = new SettableEngineClock();
  private engine: OpenedEngine | null = null;
  private readonly subscriptions = new Map<number, () => void>();

  constructor(
    private readonly line: Line<FromEngine, ToEngine>,
    /** Called after the answer to `close` was sent. */
    private readonly onClosed: () => void,
    private readonly verify?: VerifyCopy,
  ) {
    line.onMessage((message) => this.receive(message));
  }

  private receive(message: ToEngine): void {
    switch (message.kind) {
      case 'subscribe':
        this.subscribe(message.subscription, message.token);
        return;
      case 'unsubscribe':
        this.subscriptions.get(message.subscription)?.();
        this.subscriptions.delete(message.subscription);
        return;
      default:
        void this.answer(message);
    }
  }

  private async answer(question: Exclude<ToEngine, { subscription: number }>): Promise<void> {
    let answer: Answer<unknown>;
    try {
      answer = await this.run(question);
    } catch (error) {
      this.log(`${question.kind} failed`, error);
      answer = {
        ok: false,
        problem: problem('internal', 'Something went wrong. It has been written to the log.'),
      };
    }
    this.line.send({ kind: 'answer', id: question.id, answer });
    if (question.kind === 'close') this.onClosed();
  }

  /** A restore is carried out when the engine is opened anew: whoever hosts it starts it again. */
  private async startAgain(): Promise<void> {
    await this.close();
    this.onClosed();
  }

  private async run(question: Exclude<ToEngine, { subscription: number }>): Promise<Answer<unknown>> {
    if (question.kind === 'open') return await this.open(question.setup);
    if (question.kind === 'close') {
      await this.close();
      return { ok: true, value: null };
    }
    if (question.kind === 'restore') return await this.restore(question);
    const { engine } = this;
    if (question.kind === 'where') return { ok: true, value: engine?.whereItStands() ?? null };
    if (engine === null) return { ok: false, problem: problem('unavailable', 'The engine isn’t open.') };
    if (question.kind === 'call') return await engine.call(question.name, question.input, question.caller);
    try {
      return { ok: true, value: await buildSample(engine, this.clock, Date.now(), random) };
    } finally {
      this.clock.followRealTime();
    }
  }

  private async open(setup: EngineSetup): Promise<Answer<null>> {
    await this.close();
    try {
      this.engine = await openEngine(this.optionsFor(setup));
      return { ok: true, value: null };
    } catch (error) {
      this.log('the database could not be opened', error);
      return {
        ok: false,
        problem: openProblem(error),
        ...(error instanceof EngineOpenError ? { code: error.code } : {}),
      };
    }
  }

  private async restore({ setup, backupId }: Extract<Question, { kind: 'restore' }>): Promise<Answer<null>> {
    await this.close();
    try {
      const restored = await restoreUnopened(this.optionsFor(setup), backupId);
      return isRefusal(restored)
        ? { ok: false, problem: problem(restored.code, restored.detail) }
        : { ok: true, value: null };
    } catch (error) {
      const trouble = diskTrouble(error);
      if (trouble === null) throw error;
      this.log('the backup could not be restored', error);
      return { ok: false, problem: problem('unavailable', DISK_WORDS[trouble]) };
    }
  }

  private optionsFor({ automaticBackups, ...setup }: EngineSetup): EngineOptions {
    return {
      ...setup,
      movesSecretKey: true,
      clock: this.clock,
      random,
      log: (message, detail) => this.log(message, detail),
      backups: {
        ...(this.verify === undefined ? {} : { verify: this.verify }),
        ...(automaticBackups === undefined ? {} : { automatic: automaticBackups }),
        onAutomatic: (outcome) => this.line.send({ kind: 'backup', outcome }),
        onRestorePrepared: () => void this.startAgain(),
      },
    };
  }

  private async close(): Promise<void> {
    for (const unsubscribe of this.subscriptions.values()) unsubscribe();
    this.subscriptions.clear();
    const { engine } = this;
    this.engine = null;
    await engine?.close();
  }

  private subscribe(subscription: number, token: string): void {
    try {
      const unsubscribe = this.engine?.subscribe(token, (event) =>
        this.line.send({ kind: 'event', subscription, event }),
      );
      if (unsubscribe !== undefined) this.subscriptions.set(subscription, unsubscribe);
    } catch (error) {
      this.log('subscribing failed', error);
    }
  }

  private log(message: string, detail: unknown): void {
    this.line.send({ kind: 'log', message, detail: detail === undefined ? null : describe(detail) });
  }
}

/** Says in the engine's own words what keeps the database from opening; a bug's words stay in the log. */
function openProblem(error: unknown): Problem {
  const known = error instanceof EngineOpenError && error.code !== 'unavailable';
  return problem('unavailable', known ? error.message : 'The database could not be opened.');
}

function describe(detail: unknown): string {
  if (detail instanceof Error) return detail.stack ?? detail.message;
  return typeof detail === 'string' ? detail : JSON.stringify(detail);
}
