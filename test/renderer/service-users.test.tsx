import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DryRun, RequestDetail } from '../../shared/contract/requests';
import { violations } from './axe-violations';
import { Refused, type FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';
import { acc, aDetail, aRow, aSession, at, person } from './sample-data';
import { key, svc } from './sample-governance';

const completes: DryRun = {
  outcome: 'complete',
  stepUpRequired: true,
  requiredApprovals: 0,
  eligibleApprovers: [],
  warnings: [],
};
const governor = () =>
  aSession({
    stepUpUntil: at(200_000),
    may: { initiate: [{ workflow: 'access', accountId: null }], decide: true },
  });
const API_KEY = 'mRkq1pCq0O3bQm9v8k2b1w4cS7h5jXy6lK0pQ3aZ9tV2uN8eD4gH1iJ5';
const SECRET = 'c2VjcmV0IG9mIGEga2V5IHRoYXQgaXMgc2hvd24gb25jZQ==';

const keyMade = (change: Partial<RequestDetail> = {}): RequestDetail =>
  aDetail(
    aRow(3200, {
      operation: 'service-user.key.create',
      account: null,
      params: { serviceUser: { id: svc('payout'), name: 'payout-bot-eu' }, label: 'staging' },
      initiator: { kind: 'member', ...person('ingrid') },
      status: 'completed',
      canDecide: false,
      endedAt: at(-60_000),
    }),
    { result: { keyId: key('new') }, ...change },
  );

async function open(prepare: (bridge: FakeBridge) => void = () => undefined, session = governor()) {
  const started = await startSignedIn(null, session, prepare);
  await started.user.click(screen.getByRole('button', { name: /^People/ }));
  await started.user.click(await screen.findByRole('tab', { name: 'Service Users' }));
  return started;
}
const sentTo = (bridge: FakeBridge) =>
  bridge
    .callsOf('requests.create')
    .map((one) => one.input as { dryRun?: boolean })
    .filter((input) => input.dryRun !== true);

describe('Service Users', () => {
  it('shows what one may do and its keys: custodian, end, addresses, last use', async () => {
    await open();
    expect((await screen.findByRole('option', { name: /payout-bot-eu/ })).textContent).toContain(
      '1 key, ends in 12 d',
    );
    expect(await screen.findByText('Treasury, Cold reserve')).toBeTruthy();
    const production = screen.getByText('production').closest('li');
    expect(production?.textContent).toContain('Custodian Ingrid Solheim');
    expect(production?.textContent).toContain('used 2 hours ago');
    expect(production?.textContent).toContain('Only from 203.0.113.7');
    expect(screen.getByText('trial').closest('li')?.textContent).toContain('Revoked');
    expect(screen.getAllByRole('button', { name: /^Revoke the key/ })).toHaveLength(1);
    expect(await violations()).toEqual([]);
  });

  it('teaches what a Service User is where there is none', async () => {
    const { user } = await open((fake) =>
      fake.on('serviceUsers.list', () => ({ items: [], nextCursor: null })),
    );
    expect(await screen.findByText(/it never approves, and all it starts waits for people/)).toBeTruthy();
    expect(await violations()).toEqual([]);
    const [, inDetail] = screen.getAllByRole('button', { name: 'New Service User' });
    await user.click(inDetail!);
    expect(await screen.findByRole('dialog', { name: 'New Service User' })).toBeTruthy();
  });

  it('creates one with scopes and accounts', async () => {
    const { bridge, user } = await open((fake) =>
      fake.on('requests.create', (input) => (input.dryRun === true ? completes : keyMade())),
    );
    await user.click(screen.getByRole('button', { name: 'New Service User' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'New Service User' }));
    await user.type(dialog.getByLabelText('Name'), 'rebalancer');
    await user.click(dialog.getByRole('checkbox', { name: 'Trade' }));
    await user.click(dialog.getByRole('checkbox', { name: 'Query' }));
    await user.click(dialog.getByRole('checkbox', { name: 'Cold reserve' }));
    expect(await violations()).toEqual([]);
    await user.dblClick(await dialog.findByRole('button', { name: 'Create it now' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(sentTo(bridge)).toEqual([
      {
        operation: 'service-user.create',
        params: { name: 'rebalancer', scopes: ['query', 'trade'], accountIds: [acc('Reserve')] },
      },
    ]);
  });

  it('changes scopes on the version that was shown', async () => {
    const { bridge, user } = await open((fake) =>
      fake.on('requests.create', (input) => (input.dryRun === true ? completes : keyMade())),
    );
    await user.click(await screen.findByRole('button', { name: 'Change…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Change of a Service User' }));
    expect(dialog.getByText('Nothing is changed yet.')).toBeTruthy();
    await user.click(dialog.getByRole('checkbox', { name: 'Withdraw' }));
    await user.click(await dialog.findByRole('button', { name: 'Change it now' }));
    await waitFor(() => expect(sentTo(bridge)).toHaveLength(1));
    expect(sentTo(bridge)[0]).toMatchObject({
      operation: 'service-user.permissions.change',
      params: { serviceUserId: svc('payout'), scopes: ['query'], baseVersion: 2 },
    });
  });

  it('makes a key for one of several accounts and collects its secret, once', async () => {
    const { bridge, user } = await open((fake) => {
      fake.on('requests.create', (input) => (input.dryRun === true ? completes : keyMade()));
      fake.on('requests.collect', () => ({ apiKey: API_KEY, secret: SECRET }));
    });
    await user.click(await screen.findByRole('button', { name: 'New key…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'New API key' }));
    await user.type(dialog.getByLabelText('Label'), 'staging');
    await user.click(dialog.getByRole('button', { name: /Account$/ }));
    // A native select for forms and the list that is drawn both hold it.
    await user.click((await screen.findAllByRole('option', { name: 'Treasury' })).at(-1)!);
    const ips = dialog.getByLabelText('Only from these addresses (optional)');
    await user.type(ips, '203.0.113.300');
    await user.tab();
    expect(await dialog.findByText('203.0.113.300 is neither an address nor a network.')).toBeTruthy();
    await user.clear(ips);
    await user.type(ips, '203.0.113.7, 2001:db8::/48');
    expect(await violations()).toEqual([]);
    await user.dblClick(await dialog.findByRole('button', { name: 'Make it now' }));
    const collect = within(await screen.findByRole('dialog', { name: 'Collect key and secret' }));
    await user.dblClick(collect.getByRole('button', { name: 'Collect' }));
    expect(await screen.findByText(SECRET)).toBeTruthy();
    expect(bridge.callsOf('requests.collect')).toHaveLength(1);
    const [sent] = sentTo(bridge) as { params?: Record<string, unknown> }[];
    expect(sent?.params).toMatchObject({
      serviceUserId: svc('payout'),
      label: 'staging',
      accountId: acc('Treasury'),
      ipAllowList: ['203.0.113.7', '2001:db8::/48'],
    });
    await user.keyboard('{Escape}');
    expect(screen.getByText(API_KEY)).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Copy secret' }));
    expect(bridge.callsOf('desktop.copySecret').at(-1)?.input).toEqual({ text: SECRET });
    await user.click(screen.getByRole('button', { name: 'I have kept both' }));
    await waitFor(() => expect(document.documentElement.outerHTML).not.toContain(SECRET));
  });

  it('offers the secret on the request to its custodian, and says when it was collected already', async () => {
    const detail = keyMade();
    const { user } = await startSignedIn([detail], governor(), (fake) => {
      fake.on('requests.list', () => ({ items: [detail], nextCursor: null }));
      fake.on('requests.get', () => detail);
      fake.on('requests.collect', () => {
        throw new Refused('conflict', 'This was collected already, or its time is over.');
      });
    });
    await user.click(await screen.findByRole('button', { name: 'Collect the secret' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Collect key and secret' }));
    await user.click(dialog.getByRole('button', { name: 'Collect' }));
    expect(await dialog.findByText('This was collected already, or its time is over.')).toBeTruthy();
  });

  it('doesn’t offer it after 72 hours', async () => {
    const detail = { ...keyMade(), endedAt: at(-73 * 3_600_000) };
    await startSignedIn([detail], governor(), (fake) => {
      fake.on('requests.list', () => ({ items: [detail], nextCursor: null }));
      fake.on('requests.get', () => detail);
    });
    expect(screen.queryByRole('button', { name: 'Collect the secret' })).toBeNull();
  });

  it('revokes a key, and disables for good once the name is typed', async () => {
    const { bridge, user } = await open((fake) =>
      fake.on('requests.create', (input) => (input.dryRun === true ? completes : keyMade())),
    );
    await user.click(await screen.findByRole('button', { name: 'Revoke the key production' }));
    const revoke = within(await screen.findByRole('alertdialog', { name: 'Revocation of an API key' }));
    await user.click(await revoke.findByRole('button', { name: 'Revoke it now' }));
    await waitFor(() => expect(sentTo(bridge)).toHaveLength(1));
    expect(sentTo(bridge)[0]).toMatchObject({ params: { keyId: key('live') } });
    await user.click(screen.getByRole('button', { name: 'More about payout-bot-eu' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Disable for good…' }));
    const disable = within(await screen.findByRole('alertdialog', { name: 'End of a Service User' }));
    const button = await disable.findByRole('button', { name: 'Disable it now' });
    expect(button.hasAttribute('disabled')).toBe(true);
    await user.type(disable.getByLabelText('Type payout-bot-eu to go on'), 'payout-bot-eu');
    await user.click(button);
    await waitFor(() => expect(sentTo(bridge)).toHaveLength(2));
  });

  it('shows names only to who may see no more', async () => {
    await open(
      (fake) =>
        fake.on('serviceUsers.list', () => ({
          items: [{ id: svc('payout'), name: 'payout-bot-eu' }],
          nextCursor: null,
        })),
      aSession(),
    );
    expect(await screen.findByText(/^You see its name only/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'New key…' })).toBeNull();
  });
});
