import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openEngine } from '../../main/engine';
import {
  BTC_DESTINATION,
  engineOptions,
  newOrganization,
  on,
  onWithdrawals,
  type Person,
} from './organization-under-test';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-restart-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** All that a person can read. */
async function answersTo(person: Person): Promise<unknown> {
  const answers: unknown[] = [];
  const ask = async (name: Parameters<Person['call']>[0], input: object = {}): Promise<unknown> => {
    const answer = await person.call(name, input);
    answers.push([name, input, answer]);
    return answer.ok ? answer.value : null;
  };
  for (const name of ['session.get', 'organization.get', 'policies.list', 'requests.counts'] as const)
    await ask(name);
  for (const workflow of ['withdrawals', 'addresses', 'access', 'policies'])
    await ask('policies.versions', { workflow });
  const lists = ['members.list', 'accounts.list', 'requests.list'] as const;
  const [members, accounts, requests] = (await Promise.all(lists.map((name) => ask(name)))) as {
    items: { id: string }[];
  }[];
  for (const { id } of members?.items ?? []) await ask('members.get', { id });
  for (const { id } of requests?.items ?? []) await ask('requests.get', { id });
  for (const { id } of accounts?.items ?? []) {
    await ask('accounts.addresses', { id });
    await ask('accounts.postings', { id });
  }
  return answers;
}

it('reads the same to everybody after a restart, and goes on', async () => {
  const databaseFile = path.join(folder, 'countersign.db');
  const org = await newOrganization({ databaseFile });
  await org.deposit('BTC', '10');
  const addressId = await org.usableAddress(BTC_DESTINATION);
  const ann = await org.invite('Ann', onWithdrawals('initiate'));
  const bob = await org.invite('Bob', onWithdrawals('approve'));
  const clerk = await org.invite('Clerk', on('access', 'view'));
  await org.setPolicy('withdrawals', { requiredApprovals: 2 });
  const start = async (amount: string): Promise<string> =>
    (
      await ann.initiate(
        'withdrawal.crypto.create',
        { asset: 'BTC', amount, addressId },
        { accountId: org.main as never },
      )
    ).id;
  const [open, rejected, cancelled] = [await start('1'), await start('2'), await start('3')];
  await bob.approve(open);
  await org.regrant(bob, onWithdrawals('view'));
  await org.regrant(bob, onWithdrawals('approve'));
  await bob.approve(open);
  await org.owner.reject(rejected, 'No');
  await ann.ok('requests.cancel', { id: cancelled });

  const people = [org.owner, ann, bob, clerk];
  const before = await Promise.all(people.map(answersTo));
  const verified = await org.owner.ok('audit.verify');
  await org.api.close();
  org.api = await openEngine(engineOptions(org.clock, { databaseFile }));
  expect(await Promise.all(people.map(answersTo))).toEqual(before);
  expect(await org.owner.ok('audit.verify')).toEqual(verified);

  expect(await org.owner.approve(open)).toMatchObject({ status: 'completed', validApprovals: 2 });
  expect((await org.owner.ok('accounts.list')).items[0]?.balances).toMatchObject([{ total: '9', held: '0' }]);
  await org.api.close();
});
