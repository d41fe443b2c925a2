import { sha256 } from '@noble/hashes/sha2.js';
import { generateSync } from 'otplib';
import type { Caller, ServableApi } from '../../main/backend/governance-api';
import { openEngine } from '../../main/engine';
import type { SettableClock } from '../../main/sample';

/** A clock that tests set; begins on a working day in 2026. */
export function settableClock(start = Date.UTC(2026, 10, 18, 9, 0)): SettableClock {
  let at = start;
  return {
    now: () => at,
    set: (ms) => {
      if (ms < at && at !== start) throw new Error('The clock went backwards');
      at = ms;
    },
  };
}

/** Random bytes that are the same in every run: SHA-256 over a seed and a counter. */
export function seededRandom(seed: string): { bytes(count: number): Uint8Array } {
  let counter = 0;
  return {
    bytes: (count) => {
      const made = new Uint8Array(count);
      for (let at = 0; at < count; at += 32) {
        counter += 1;
        made.set(sha256(new TextEncoder().encode(`${seed} ${counter}`)).slice(0, count - at), at);
      }
      return made;
    },
  };
}

export const CHEAP_PASSWORDS = { memoryKiB: 8, iterations: 1 };

export interface EngineUnderTest {
  api: ServableApi;
  clock: SettableClock;
  /** What the engine wrote to its log: a bug, each of it. */
  logged: unknown[];
}

export async function openEngineUnderTest(
  options: {
    clock?: SettableClock;
    setupToken?: string;
    databaseFile?: string;
    passwordCost?: { memoryKiB: number; iterations: number };
    movesSecretKey?: boolean;
  } = {},
): Promise<EngineUnderTest> {
  const clock = options.clock ?? settableClock();
  const logged: unknown[] = [];
  const api = await openEngine({
    databaseFile: options.databaseFile ?? ':memory:',
    movesSecretKey: options.movesSecretKey ?? false,
    clock,
    random: seededRandom('engine'),
    passwordCost: options.passwordCost ?? CHEAP_PASSWORDS,
    secretKey: new Uint8Array(32).fill(7),
    relyingParty: { id: 'countersign.localhost', origins: ['https://countersign.localhost'] },
    log: (message, detail) => logged.push([message, detail]),
    ...(options.setupToken === undefined ? {} : { setupToken: options.setupToken }),
  });
  return { api, clock, logged };
}

export const stranger: Caller = { token: null, device: 'test', address: '127.0.0.1' };

export const newOrganization = {
  name: 'Northwind',
  kyb: {
    legalName: 'Northwind GmbH',
    registrationNumber: 'HRB 1',
    country: 'DE',
    reference: 'KYB-1',
    confirmed: true,
  },
  signInPolicy: 'authenticator-or-passkey',
  session: { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 },
  owner: {
    displayName: 'Helena Brandt',
    email: 'helena@northwind.example',
    password: 'a long enough passphrase',
  },
};

/** The code an authenticator with `secret` shows at `ms`. */
export const codeAt = (secret: string, ms: number): string =>
  generateSync({ secret, epoch: Math.floor(ms / 1000) });
