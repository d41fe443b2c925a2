import type { AnyEvent } from '../../shared/contract/events';
import type { NewSession } from '../../shared/contract/organization';
import { problem, type Result } from '../../shared/contract/problem';
import type { Caller, GovernanceApi } from '../../main/backend/governance-api';
import type { Clocks } from '../../main/session/clocks';

const START = Date.UTC(2026, 0, 5, 9, 0, 0);

/** Both clocks, moved by hand; `sleep` moves the wall only, as Linux does. */
export class FakeClocks implements Clocks {
  wallNow = START;
  monotonicNow = 5_000_000;
  wall = (): number => this.wallNow;
  monotonic = (): number => this.monotonicNow;

  pass(milliseconds: number): void {
    this.wallNow += milliseconds;
    this.monotonicNow += milliseconds;
  }
  sleep(milliseconds: number): void {
    this.wallNow += milliseconds;
  }
  setWallBack(milliseconds: number): void {
    this.wallNow -= milliseconds;
  }
}

/** An engine that writes down its calls and answers what a test puts in. */
export class FakeEngine implements GovernanceApi {
  calls: { name: string; token: string | null; input: unknown }[] = [];
  answers = new Map<string, Result<unknown>>();
  listeners = new Set<(event: AnyEvent) => void>();

  call = (async (name: string, input: unknown, caller: Caller) => {
    this.calls.push({ name, token: caller.token, input });
    return this.answers.get(name) ?? { ok: false, problem: problem('not_found', 'Not faked.') };
  }) as GovernanceApi['call'];

  subscribe(_token: string, listener: (event: AnyEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  async close(): Promise<void> {}

  named(name: string): { token: string | null }[] {
    return this.calls.filter((call) => call.name === name);
  }
}

export function aSession(clocks: Clocks, over: Partial<NewSession> = {}): NewSession {
  return {
    token: 'token-of-the-session',
    member: {
      id: 'mem_1' as NewSession['member']['id'],
      displayName: 'Ingrid',
      owner: false,
      email: 'i@x.example',
    },
    organization: { id: 'org_1' as NewSession['organization']['id'], name: 'Northwind' },
    expiresAt: new Date(clocks.wall() + 12 * 3_600_000).toISOString(),
    idleTimeoutSeconds: 900,
    stepUpUntil: new Date(clocks.wall() + 300_000).toISOString(),
    may: { initiate: [], decide: true },
    ...over,
  };
}

/** Lets what was promised happen. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}
