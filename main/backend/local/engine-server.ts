import { randomBytes } from 'node:crypto';
import { problem, type Problem } from '../../../shared/contract/problem';
import { EngineOpenError, openEngine } from '../../engine';
import { buildSample } from '../../sample';
import type { GovernanceApi } from '../governance-api';
import type { Answer, EngineSetup, FromEngine, Line, ToEngine } from './engine-protocol';
import { SettableEngineClock } from './engine-clock';

const random = { bytes: (count: number): Uint8Array => new Uint8Array(randomBytes(count)) };

/** Serves the engine at this end of a line, until it is told to close. */
export class EngineServer {
  private readonly clock = new SettableEngineClock();
  private engine: GovernanceApi | null = null;
  private readonly subscriptions = new Map<number, () => void>();

  constructor(
    private readonly line: Line<FromEngine, ToEngine>,
    /** Called after the answer to `close` was sent. */
    private readonly onClosed: () => void,
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

  private async run(question: Exclude<ToEngine, { subscription: number }>): Promise<Answer<unknown>> {
    if (question.kind === 'open') return await this.open(question.setup);
    if (question.kind === 'close') {
      await this.close();
      return { ok: true, value: null };
    }
    const { engine } = this;
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
      this.engine = await openEngine({
        ...setup,
        clock: this.clock,
        random,
        log: (message, detail) => this.log(message, detail),
      });
      return { ok: true, value: null };
    } catch (error) {
      this.log('the database could not be opened', error);
      return { ok: false, problem: openProblem(error) };
    }
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
