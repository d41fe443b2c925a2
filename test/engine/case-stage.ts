import fs from 'node:fs';
import { organizationWithStore, type OrganizationWithStore } from './engine-with-store';
import { BTC_ADDRESS_2, BTC_DESTINATION, on, onWithdrawals, type Person } from './organization-under-test';

/** What cases refer to by name, e.g. `$main`, and who acts in them. */
export interface Stage extends OrganizationWithStore {
  names: Record<string, unknown>;
  people: Record<string, Person>;
}

export function casesOf<T>(file: string): T[] {
  return JSON.parse(fs.readFileSync(new URL(`../cases/${file}.json`, import.meta.url), 'utf8')) as T[];
}

/** Accounts, addresses and people for cases about input that is refused. */
export async function inputStage(): Promise<Stage> {
  const opened = await organizationWithStore();
  const { org } = opened;
  const { owner } = org;
  const here = { accountId: org.main as never };
  const second = (await owner.initiate('account.create', { name: 'Second' })).result?.accountId ?? '';
  await owner.initiate('account.create', { name: 'Café' });
  await org.deposit('BTC', '10');
  await org.deposit('EUR', '100', 'Überweisung');
  await org.deposit('BTC', '1', 'Überweisung', second);
  await owner.ok('session.stepUp', { totp: owner.code() });
  await owner.ok('ledger.deposit', {
    accountId: org.main,
    asset: 'BTC',
    amount: '0.00000001',
    reference: 'Überweisung',
  });
  const btc = await org.usableAddress(BTC_DESTINATION);
  const bank = await org.usableAddress({
    asset: 'EUR',
    iban: 'GB29NWBK60161331926819',
    beneficiary: 'Payee',
    label: 'Bank',
  });
  const elsewhere = await org.usableAddress(BTC_DESTINATION, second);
  const removed = await org.usableAddress({ ...BTC_DESTINATION, address: BTC_ADDRESS_2, label: 'Gone' });
  await owner.initiate('address.remove', { addressId: removed });
  await org.setPolicy('addresses', { addressHoldHours: 24 });
  const fresh = await owner.initiate(
    'address.crypto.add',
    { ...BTC_DESTINATION, address: '3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', label: 'New one' },
    here,
  );
  const people = {
    owner,
    ann: await org.invite('Ann', onWithdrawals('initiate')),
    bob: await org.invite('Bob', onWithdrawals('approve')),
    viewer: await org.invite('Viewer', {
      workflows: [...onWithdrawals('view').workflows, ...on('policies', 'view').workflows],
    }),
    clerk: await org.invite('Clerk', on('access', 'view')),
    stranger: await org.invite('Stranger', {
      workflows: [{ workflow: 'addresses', accountId: second as never, permissions: ['execute'] }],
    }),
  };
  await owner.initiate('member.invite', {
    email: 'guest@example.com',
    displayName: 'Guest',
    grants: { workflows: [], accounts: [] },
  });
  const pending = await people.ann.initiate(
    'withdrawal.crypto.create',
    { asset: 'BTC', amount: '0.00000001', addressId: btc },
    here,
  );
  await owner.ok('session.stepUp', { totp: owner.code() });
  return {
    ...opened,
    people,
    names: {
      main: org.main,
      second,
      btc,
      bank,
      elsewhere,
      removed,
      fresh: fresh.result?.addressId,
      pending: pending.id,
      owner: owner.id,
      viewer: people.viewer.id,
      creation: {
        name: 'Another',
        kyb: { legalName: 'A', registrationNumber: '1', country: 'DE', reference: 'K', confirmed: true },
        signInPolicy: 'authenticator-or-passkey',
        session: { idleTimeoutMinutes: 15, absoluteTimeoutHours: 12 },
        owner: { displayName: 'Other', email: 'other@example.com', password: 'a long password of Other' },
      },
    },
  };
}

/** The input of a case: `$name` stands for what is on the stage, `$repeat` and `$deep` for what is too long to write. */
export function inputOf(written: unknown, names: Record<string, unknown>): unknown {
  if (typeof written === 'string') return written.startsWith('$') ? names[written.slice(1)] : written;
  if (Array.isArray(written)) return written.map((each) => inputOf(each, names));
  if (typeof written !== 'object' || written === null) return written;
  const { $repeat: repeat, $deep: deep } = written as { $repeat?: [string, number]; $deep?: number };
  if (repeat) return repeat[0].repeat(repeat[1]);
  if (deep !== undefined) return Array.from({ length: deep }).reduce((inner) => [inner], 1 as unknown);
  return Object.fromEntries(Object.entries(written).map(([key, value]) => [key, inputOf(value, names)]));
}

/** Requests in every situation that a decision is refused in, everybody’s second factor used up by time. */
export async function decisionStage(): Promise<Stage & { requests: Record<string, string> }> {
  const opened = await organizationWithStore();
  const { org } = opened;
  const { owner } = org;
  await org.deposit('BTC', '10');
  const addressId = await org.usableAddress(BTC_DESTINATION);
  await org.setPolicy('withdrawals', { requiredApprovals: 2 });
  const people = {
    owner,
    ann: await org.invite('Ann', onWithdrawals('initiate')),
    bob: await org.invite('Bob', onWithdrawals('approve')),
    cy: await org.invite('Cy', onWithdrawals('initiate', 'approve')),
    viewer: await org.invite('Viewer', onWithdrawals('view')),
    stranger: await org.invite('Stranger', on('policies', 'view', 'approve')),
    fay: await org.invite('Fay', on('access', 'execute', 'approve')),
    nobody: owner,
  };
  const withdraw = async (by: Person): Promise<string> =>
    (
      await by.initiate(
        'withdrawal.crypto.create',
        { asset: 'BTC', amount: '1', addressId },
        { accountId: org.main as never },
      )
    ).id;
  const requests: Record<string, string> = {
    open: await withdraw(people.ann),
    'open by cy': await withdraw(people.cy),
    'approved by bob': await withdraw(people.ann),
    ended: await withdraw(people.ann),
    'ended by cy': await withdraw(people.cy),
    unknown: 'req_0000',
    'not an id': 'x',
  };
  for (const id of [requests['approved by bob'], requests['ended']]) await people.bob.approve(id ?? '');
  for (const id of [requests['ended'], requests['ended by cy']]) await owner.reject(id ?? '', 'No');
  await org.setPolicy('access', { alwaysRequireApproval: true });
  const change = { memberId: people.fay.id, grants: on('access', 'view'), baseVersion: 1 };
  requests['fay on fay'] = (await people.fay.initiate('member.permissions.change', change)).id;
  requests['owner on fay'] = (await owner.initiate('member.permissions.change', change)).id;
  opened.clock.advance(6 * 60_000);
  return { ...opened, people, names: {}, requests };
}
