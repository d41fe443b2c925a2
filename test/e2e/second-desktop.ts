import type { Worker } from 'node:worker_threads';
import { generate } from 'otplib';
import type { ElectronApplication } from 'playwright-core';
import type { Application } from './application';
import { withdrawFromTreasury } from './treasury-withdrawal';

interface Person {
  memberId: string;
  displayName: string;
  email: string;
  password: string;
  totpSecret: string;
}

type Answer = { ok: true; value: never } | { ok: false; problem: { code: string; detail: string } };

/**
 * A colleague at another computer. Nothing in the product lets two sessions at one sample: this listens on the line
 * between main and the engine's thread, learns there how the sample's people sign in, and calls the engine over the
 * same line, which is a door of the engine like any other. Call `listen` before the sample is opened.
 */
export class SecondDesktop {
  private constructor(
    private readonly electron: ElectronApplication,
    private readonly token: string,
  ) {}

  static async listen({ electron }: Application): Promise<void> {
    await electron.evaluate(() => {
      const threads = process.mainModule?.require('node:worker_threads') as Record<string, unknown>;
      const Original = threads['Worker'] as typeof Worker;
      threads['Worker'] = class extends Original {
        constructor(file: string, options: object) {
          super(file, options);
          Object.assign(globalThis, { engineLine: this, nextQuestion: 1_000_000_000 });
          this.on(
            'message',
            ({ kind, answer }: { kind: string; answer?: { value?: { people?: unknown } } }) => {
              if (kind === 'answer' && answer?.value?.people !== undefined)
                Object.assign(globalThis, { samplePeople: answer.value.people });
            },
          );
        }
      };
    });
  }

  static async of(application: Application, name: string): Promise<SecondDesktop> {
    const { electron } = application;
    const people = await electron.evaluate(
      () => (globalThis as never as { samplePeople: Person[] }).samplePeople,
    );
    const person = people.find(({ displayName }) => displayName === name);
    if (person === undefined) throw new Error(`${name} isn’t in the sample`);
    const totp = await generate({ secret: person.totpSecret });
    const { email, password } = person;
    const nobody = new SecondDesktop(electron, '');
    const { token } = await nobody.call<{ token: string }>('session.create', { email, password, totp });
    return new SecondDesktop(electron, token);
  }

  async call<T>(name: string, input: unknown): Promise<T> {
    const answer = await this.electron.evaluate(
      (_electron, question) =>
        new Promise<Answer>((resolve) => {
          const own = globalThis as never as {
            engineLine: Worker;
            nextQuestion: number;
          };
          const id = (own.nextQuestion += 1);
          const hear = (message: { kind: string; id: number; answer: Answer }): void => {
            if (message.kind !== 'answer' || message.id !== id) return;
            own.engineLine.off('message', hear);
            resolve(message.answer);
          };
          own.engineLine.on('message', hear);
          own.engineLine.postMessage({ kind: 'call', id, ...question });
        }),
      {
        name,
        input,
        caller: { token: this.token === '' ? null : this.token, device: 'another desktop', address: 'local' },
      },
    );
    if (!answer.ok) throw new Error(`${name}: ${answer.problem.code} ${answer.problem.detail}`);
    return answer.value;
  }

  withdraw(amount: string): Promise<{ id: string; number: number }> {
    return withdrawFromTreasury((name, input) => this.call(name, input), amount);
  }

  async reject(id: string): Promise<void> {
    const { digest } = await this.call<{ digest: string }>('requests.get', { id });
    await this.call('requests.reject', { id, digest, reason: 'Not today' });
  }
}
