import { describe, expect, it } from 'vitest';
import { newOrganization, type OrganizationUnderTest } from './organization-under-test';
import { addPasskey } from './people-with-passkeys';
import type { SoftwareAuthenticator } from './software-authenticator';

const TRIES = 40;
/** For machines that have other things to do. */
const LONGEST_MS = 120_000;
const STRANGER = 'stranger@example.com';

/** How many milliseconds this takes the thread. Waiting for the processor, of which other tests have their share, isn’t counted. */
async function spent(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const median = (all: readonly number[]): number =>
  [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

/** How often one of `a` took longer than one of `b`: a half where nobody could tell them apart. */
function superiority(a: readonly number[], b: readonly number[]): number {
  const wins = a.flatMap((one) => b.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
  return wins.reduce((sum: number, each) => sum + each, 0) / wins.length;
}

type Factor = 'totp' | 'recoveryCode' | 'passkey';

async function measure(
  org: OrganizationUnderTest,
  key: SoftwareAuthenticator,
  factor: Factor,
): Promise<[number[], number[]]> {
  const { owner } = org;
  const attempt = async (email: string, nth: number): Promise<number> => {
    const offered =
      factor === 'passkey'
        ? { passkey: key.get(await owner.ok('session.passkeyOptions', { email })) }
        : { [factor]: factor === 'totp' ? '000000' : 'aaaaa-bbbbb-ccccc-ddddd' };
    const input = { email, password: 'not the right password', ...offered };
    // Every try from another address, so that none is slowed down.
    return spent(() => owner.refused('session.create', input, { address: `10.0.${String(nth)}.1` }));
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let nth = 0; nth < TRIES; nth += 1) {
    // By turns, and each first as often as the other: what slows one down slows down both.
    const order = nth % 2 === 0 ? [owner.email, STRANGER] : [STRANGER, owner.email];
    for (const email of order) (email === STRANGER ? unknown : known).push(await attempt(email, nth));
  }
  return [known, unknown];
}

describe('the time that a sign-in takes', () => {
  it.each(['totp', 'recoveryCode', 'passkey'] as const)(
    'doesn’t tell a stranger from a member, with a wrong %s',
    async (factor) => {
      const org = await newOrganization({ passwordCost: { memoryKiB: 4096, iterations: 2 } });
      const { key } = await addPasskey(org.owner);
      const [known, unknown] = await measure(org, key, factor);
      expect(median(unknown) / median(known)).toBeGreaterThan(0.8);
      expect(median(unknown) / median(known)).toBeLessThan(1.25);
      expect(superiority(known, unknown)).toBeGreaterThan(0.2);
      expect(superiority(known, unknown)).toBeLessThan(0.8);
    },
    LONGEST_MS,
  );

  it(
    'doesn’t tell who is asked about first',
    async () => {
      const cost = { passwordCost: { memoryKiB: 4096, iterations: 2 } };
      const first = async (email: string | null): Promise<number> => {
        const { owner } = await newOrganization(cost);
        const input = { email: email ?? owner.email, password: 'not the right password', totp: '000000' };
        return spent(() => owner.refused('session.create', input));
      };
      const known: number[] = [];
      const unknown: number[] = [];
      for (let nth = 0; nth < 9; nth += 1) {
        known.push(await first(null));
        unknown.push(await first(STRANGER));
      }
      expect(median(unknown) / median(known)).toBeGreaterThan(0.7);
      expect(median(unknown) / median(known)).toBeLessThan(1.4);
    },
    LONGEST_MS,
  );
});
