import assert from 'node:assert/strict';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OPERATION_NAMES, operations, type OperationName } from '../../shared/contract/operations';
import { WORKFLOWS, type MemberView } from '../../shared/contract/organization';
import { holdsNaively, seesAccountNaively, seesRequestNaively } from './naive-rules';
import type { Person } from './organization-under-test';
import { anyCommand } from './random-commands';
import {
  anyFoundation,
  randomOrganization,
  type RandomOrganization,
  type Snapshot,
} from './random-organization';

const SEQUENCES = 40;
const COMMANDS = 12;

/** The ledger is read as a whole by whoever may read it at all (§12). */
const ofTheLedger = (name: OperationName): boolean => name.startsWith('audit.');
const mayReadTheLedger = (member: MemberView): boolean =>
  member.owner || holdsNaively(member, 'view', 'policies', null);

/**
 * The ids that no answer may hold for this member: requests they may not see, accounts they may neither see nor know
 * by name, addresses of accounts they don't see. What stands in a request they do see is theirs to read with it.
 */
function hiddenFrom(member: MemberView, org: RandomOrganization, now: Snapshot): string[] {
  const requests = [...now.requests.values()];
  const visible = JSON.stringify(requests.filter((request) => seesRequestNaively(member, request)));
  const known = holdsNaively(member, 'view', 'access', null);
  const unseen = org.accounts.filter((id) => !seesAccountNaively(member, id));
  return [
    ...requests.map(({ id }) => id),
    ...unseen.filter(() => !known),
    ...org.addresses.filter(({ accountId }) => unseen.includes(accountId)).map(({ id }) => id),
  ].filter((id) => !visible.includes(id));
}

/** Every input by which something could be asked for: a question that has none of these refuses it. */
function* inputs(org: RandomOrganization): Generator<Record<string, unknown>> {
  yield {};
  yield { limit: 200 };
  for (const id of [...org.accounts, ...org.requestIds, ...org.people.map((person) => person.id)])
    yield { id };
  for (const accountId of org.accounts) yield { accountId };
  for (const workflow of WORKFLOWS) yield { workflow };
}

/** Whoever sees an account reads there which request brought an address or moved money, by its id alone. */
function referredTo(member: MemberView, name: OperationName, now: Snapshot): Set<string> {
  if (name !== 'accounts.addresses' && name !== 'accounts.postings') return new Set();
  const there = [...now.requests.values()].filter(
    ({ accountId }) => accountId !== undefined && seesAccountNaively(member, accountId),
  );
  return new Set(there.map(({ id }) => id));
}

const QUESTIONS = OPERATION_NAMES.filter(
  (name) => operations[name].method === 'GET' && operations[name].access === 'session',
);

async function checkAnswers(reader: Person, org: RandomOrganization, now: Snapshot): Promise<number> {
  const member = now.members.get(reader.id);
  if (member === undefined || !(await reader.call('session.get')).ok) return 0;
  const hidden = hiddenFrom(member, org, now);
  for (const name of QUESTIONS) {
    if (ofTheLedger(name) && mayReadTheLedger(member)) continue;
    const referred = referredTo(member, name, now);
    for (const input of inputs(org)) {
      const answer = JSON.stringify(await reader.call(name, input));
      const asked = JSON.stringify(input);
      const told = hidden.filter((id) => answer.includes(id) && !asked.includes(id) && !referred.has(id));
      assert.deepEqual(told, [], `${name} ${asked} told ${reader.name} of ${told.join(', ')}: ${answer}`);
    }
  }
  return hidden.length;
}

/** What doesn't exist and what one may not see are answered alike. */
async function checkAlike(reader: Person, org: RandomOrganization, now: Snapshot): Promise<void> {
  const member = now.members.get(reader.id);
  if (member === undefined || !(await reader.call('session.get')).ok) return;
  const hidden = new Set(hiddenFrom(member, org, now));
  const answerTo = async (name: OperationName, id: string, nobodys: string): Promise<string> =>
    JSON.stringify(await reader.call(name, { id })).replaceAll(id, nobodys);
  const compared: [OperationName, readonly string[], string][] = [
    ['requests.get', org.requestIds, 'req_0000000000000000'],
    ['requests.cancel', org.requestIds, 'req_0000000000000000'],
    ['accounts.addresses', org.accounts, 'acc_0000000000000000'],
    ['accounts.postings', org.accounts, 'acc_0000000000000000'],
  ];
  for (const [name, ids, nobodys] of compared)
    for (const id of ids)
      if (hidden.has(id))
        assert.equal(await answerTo(name, id, nobodys), await answerTo(name, nobodys, nobodys), name);
}

it(
  `no answer and no event tells anybody what they may not see, over ${SEQUENCES} random sequences`,
  { timeout: 240_000 },
  async () => {
    let hiddenAtAll = 0;
    let heardAtAll = 0;
    await fc.assert(
      fc.asyncProperty(
        anyFoundation,
        fc.array(anyCommand, { minLength: COMMANDS, maxLength: COMMANDS, size: 'max' }),
        async (foundation, commands) => {
          const org = await randomOrganization(foundation);
          let before = await org.look();
          for (const command of commands) {
            await org.wake();
            const heard = new Map<Person, string[]>();
            const ends = org.people.map((person) => {
              const events: string[] = [];
              heard.set(person, events);
              return org.engine.subscribe(person.token ?? '', (event) => events.push(JSON.stringify(event)));
            });
            await org.run(command, () => undefined);
            for (const end of ends) end();
            await org.wake();
            const now = await org.look();
            for (const [person, events] of heard) {
              const [was, is] = [before.members.get(person.id), now.members.get(person.id)];
              if (was === undefined || is === undefined) continue;
              // A command may change what one sees: either side of it is allowed while it runs.
              const hiddenAfter = hiddenFrom(is, org, now);
              const hidden = hiddenFrom(was, org, now).filter((id) => hiddenAfter.includes(id));
              heardAtAll += events.length;
              for (const event of events)
                for (const id of hidden) assert.ok(!event.includes(id), `${person.name} heard ${event}`);
            }
            before = now;
          }
          await org.wake();
          for (const person of org.people) {
            hiddenAtAll += await checkAnswers(person, org, before);
            await checkAlike(person, org, before);
          }
          await org.engine.close();
        },
      ),
      { seed: 20261124, numRuns: SEQUENCES, interruptAfterTimeLimit: 150_000, markInterruptAsFailure: true },
    );
    // It means something only where there was something to hide, and to hear.
    expect(hiddenAtAll).toBeGreaterThan(SEQUENCES * 5);
    expect(heardAtAll).toBeGreaterThan(SEQUENCES * 5);
  },
);
