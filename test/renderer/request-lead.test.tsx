import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RequestDetail, RequestRow } from '../../shared/contract/requests';
import { violations } from './axe-violations';
import { startApp } from './render-app';
import { aDetail, aRow, aSession, mem, person } from './sample-data';

const changeOfAccess = () =>
  aRow(2421, {
    operation: 'member.permissions.change',
    account: null,
    params: { member: { id: mem('samuel'), displayName: 'Samuel Adeyemi' }, baseVersion: 4 },
    before: { workflows: [], accounts: [] },
    after: { workflows: [], accounts: [] },
    initiator: { kind: 'member', ...person('helena') },
  });

/** Opens one request, as the engine would answer for it. */
async function open(row: RequestRow, change: Partial<RequestDetail>) {
  const started = startApp({ session: aSession() }, (bridge) => {
    bridge.queue = [row];
    bridge.on('requests.get', () => aDetail(row, change));
  });
  await screen.findByRole('region', { name: `Request R-${String(row.number)}` }, { timeout: 15_000 });
  return started;
}
const sectionOf = (heading: string) =>
  screen.getByRole('heading', { name: new RegExp(`^${heading}`) }).closest('section') as HTMLElement;

describe('the sentence of a change of access', () => {
  const grants = (...workflows: object[]) => ({ workflows, accounts: [] }) as never;
  const access = { workflow: 'access', permissions: ['approve', 'execute'] };
  const treasury = { workflow: 'withdrawals', account: 'Treasury', permissions: ['initiate'] };
  const reserve = { workflow: 'withdrawals', account: 'Reserve', permissions: ['execute'] };
  const addresses = { workflow: 'addresses', account: '*', permissions: ['view'] };

  it('says its most powerful part and how many more there are, and that the person is suspended', async () => {
    const row = changeOfAccess();
    const view = { ...row.view, before: grants(addresses), after: grants(treasury, reserve, access) };
    await open(
      { ...row, view },
      {
        effect: {
          before: { powers: [] },
          after: { powers: [] },
          inactive: [{ id: mem('samuel'), displayName: 'S', status: 'suspended', mustBeConfirmed: false }],
        },
      },
    );
    expect(document.querySelector('.say')?.textContent).toBe(
      'Give Samuel Adeyemi (suspended) Approve and Execute on Manage Access, and 3 more changes',
    );
  });

  it('says what it takes where it gives nothing', async () => {
    const row = changeOfAccess();
    const view = { ...row.view, before: grants(addresses, treasury), after: grants(addresses) };
    await open({ ...row, view }, {});
    expect(
      screen.getByRole('heading', { name: 'Take Initiate on Withdrawals, Treasury from Samuel Adeyemi' }),
    ).toBeTruthy();
  });
});

describe('who can still decide', () => {
  const needing = (requiredApprovals: number, able: string[]) =>
    open(aRow(2440, { requiredApprovals, canDecide: able.includes('ingrid') }), {
      eligibleApprovers: able.map(person),
    });
  const lines = () =>
    within(sectionOf('Approvals'))
      .getAllByRole('listitem')
      .map((one) => one.textContent);

  it('is nobody twice; where they are too few, it says that it can’t complete', async () => {
    await needing(5, ['ingrid', 'helena']);
    expect(lines()).toEqual([
      'ISYoucan sign now',
      'HBHelena Brandtcan sign',
      'Three morenobody can sign now',
    ]);
    expect(sectionOf('Approvals').textContent).toContain(
      '5 more needed, 2 people can: it can’t complete unless somebody gets Approve.',
    );
    expect(await violations()).toEqual([]);
  });

  it('stands there by name', async () => {
    await needing(2, ['ingrid', 'helena', 'priya', 'aiko']);
    expect(lines()).toEqual(['ISYoucan sign now', 'HBPRAWand one of three']);
    expect(screen.getByText('Helena Brandt, Priya Raman, and Aiko Watanabe can still decide.')).toBeTruthy();
    expect(sectionOf('Approvals').textContent).not.toContain('can’t complete');
  });
});
