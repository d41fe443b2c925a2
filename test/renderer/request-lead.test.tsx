import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { changeOfAccess, openRequest, sectionOf } from './opened-request';
import { violations } from './axe-violations';
import { aRow, mem, person } from './sample-data';

describe('the sentence of a change of access', () => {
  const grants = (...workflows: object[]) => ({ workflows, accounts: [] }) as never;
  const access = { workflow: 'access', permissions: ['approve', 'execute'] };
  const treasury = { workflow: 'withdrawals', account: 'Treasury', permissions: ['initiate'] };
  const reserve = { workflow: 'withdrawals', account: 'Reserve', permissions: ['execute'] };
  const addresses = { workflow: 'addresses', account: '*', permissions: ['view'] };

  it('says its most powerful part and how many more there are, and that the person is suspended', async () => {
    const row = changeOfAccess();
    const view = { ...row.view, before: grants(addresses), after: grants(treasury, reserve, access) };
    await openRequest(
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
    await openRequest({ ...row, view }, {});
    expect(
      screen.getByRole('heading', { name: 'Take Initiate on Withdrawals, Treasury from Samuel Adeyemi' }),
    ).toBeTruthy();
  });
});

describe('who can still decide', () => {
  const needing = (requiredApprovals: number, able: string[]) =>
    openRequest(aRow(2440, { requiredApprovals, canDecide: able.includes('ingrid') }), {
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
