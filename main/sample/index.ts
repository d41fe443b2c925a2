import type { GovernanceApi } from '../backend/governance-api';
import { ask } from './answers';
import { episodes } from './episodes';
import { found } from './founding';
import { foundation } from './foundation';
import { Ids } from './ids';
import type { PersonKey } from './keys';
import { payouts } from './payouts';
import { organization, people } from './people';
import { SignIns } from './sign-ins';
import { tell } from './telling';
import type { RandomSource, Sample, SampleCredentials, SettableClock } from './types';
import { waiting } from './waiting';

const MINUTE = 60_000;
const NINETY_DAYS = 90 * 24 * 60 * MINUTE;

/** Late enough to count what waits now, early enough that every authenticator shows a fresh code at the end. */
const COUNTING = 2 * MINUTE;

/**
 * Makes the sample organization by commands alone: ninety days of its story, told to `api`, whose clock must be `clock`
 * and whose store must be empty. The clock runs from ninety days before `now` to exactly `now` (epoch milliseconds).
 * Deterministic but for the passwords, which come from `random`. Throws SampleRefused where the rules refuse the story.
 */
export async function buildSample(
  api: GovernanceApi,
  clock: SettableClock,
  now: number,
  random: RandomSource,
): Promise<Sample> {
  clock.set(now - NINETY_DAYS);
  const ids = new Ids();
  const signIns = new SignIns<PersonKey>(api, clock);
  const secrets = await found({ api, clock, random, ids, signIns });
  await tell({ api, clock, ids, signIns }, [...foundation, ...payouts, ...episodes, ...waiting], now);

  clock.set(Math.max(clock.now(), now - COUNTING));
  const credentials: SampleCredentials[] = [];
  for (const { key, displayName, title, email, powers } of people) {
    const secret = secrets.get(key);
    if (secret === undefined) throw new Error(`${displayName} never enrolled`);
    const { mineToDecide } = await ask(api, 'requests.counts', {}, await signIns.as(key));
    credentials.push({
      memberId: ids.member(key),
      displayName,
      title,
      email,
      powers,
      waiting: mineToDecide,
      ...secret,
    });
  }
  await signIns.signOutAll();
  clock.set(now);
  return { organizationName: organization.name, people: credentials };
}

export type { RandomSource, Sample, SampleCredentials, SettableClock } from './types';
