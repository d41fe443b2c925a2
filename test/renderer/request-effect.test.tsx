import { act, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { PowerLine } from '../../shared/contract/requests';
import { changeOfAccess, openRequest, sectionOf } from './opened-request';
import { violations } from './axe-violations';
import { governed } from './sample-policies';
import { acc, aDetail, aRow, mem, person } from './sample-data';

const line = (who: string, can: PowerLine['can'], account = 'Treasury'): PowerLine => ({
  kind: 'member',
  ...person(who),
  workflow: 'withdrawals',
  account: { id: acc(account), name: account },
  can,
});
const covered = (spare: number) => [{ workflow: 'withdrawals' as const, ok: true, spare, shortfalls: [] }];
describe('what a request changes in who can do what', () => {
  it('strikes what was and sets what would be under it, for the one person it is about', async () => {
    await openRequest(changeOfAccess(), {
      effect: {
        before: { powers: [line('samuel', 'complete-alone')], coverage: covered(1) },
        after: { powers: [line('samuel', 'approve')], coverage: covered(2) },
      },
    });
    const told = within(sectionOf('What Samuel could do'));
    expect(told.getByText('Could complete withdrawals from Treasury alone').tagName).toBe('DEL');
    expect(told.getByText('Can start none of them').closest('ins')).toBeTruthy();
    expect(told.getByText('Can approve them')).toBeTruthy();
    expect(told.getByText('Initiate Withdrawal stays covered: 1 spare before, 2 spare after')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('says of a policy that nobody completes alone after it', async () => {
    const row = aRow(2418, {
      operation: 'policy.change',
      account: null,
      params: { workflow: 'withdrawals', baseVersion: 5, alwaysRequireApproval: true },
    });
    await openRequest(row, {
      effect: {
        before: { powers: [line('dana', 'complete-alone'), line('helena', 'complete-alone')] },
        after: { powers: [line('dana', 'start'), line('helena', 'start')] },
      },
    });
    const told = within(sectionOf('Who could do what'));
    expect(
      told.getByText('Dana Okafor and Helena Brandt could complete withdrawals from Treasury alone'),
    ).toBeTruthy();
    expect(told.getByText(/; nobody could complete them alone any more/)).toBeTruthy();
  });

  it('names who would be stuck where coverage would break', async () => {
    await openRequest(changeOfAccess(), {
      effect: {
        before: { powers: [line('samuel', 'approve')], coverage: covered(0) },
        after: {
          powers: [],
          coverage: [
            {
              workflow: 'withdrawals',
              ok: false,
              spare: -1,
              shortfalls: [
                {
                  workflow: 'withdrawals',
                  accountId: acc('Treasury'),
                  initiatorId: 'mem_scratch1' as never,
                  initiatorName: 'Kofi Mensah',
                  accountName: 'Treasury',
                  required: 3,
                  eligible: 2,
                },
              ],
            },
          ],
        },
      },
    });
    expect(screen.getByText(/Initiate Withdrawal would not be covered any more/)).toBeTruthy();
    expect(await screen.findByText('Treasury, started by Kofi Mensah: 2 of 3 could approve')).toBeTruthy();
  });

  it('says of somebody suspended that nothing of it works until they are reinstated', async () => {
    await openRequest(changeOfAccess(), {
      effect: {
        before: { powers: [] },
        after: { powers: [line('samuel', 'approve')] },
        inactive: [
          { ...person('samuel'), displayName: 'Samuel Adeyemi', status: 'suspended', mustBeConfirmed: false },
        ],
      },
    });
    const told = within(sectionOf('What Samuel could do'));
    expect(
      told.getByText('Samuel Adeyemi is suspended: what they hold works only once they are reinstated.'),
    ).toBeTruthy();
    expect(told.getByText('Can approve them')).toBeTruthy();
    expect(told.queryByText(/Nobody gains or loses/)).toBeNull();
  });

  it('shows nothing of it where the engine foresees none', async () => {
    await openRequest(changeOfAccess(), {});
    expect(screen.queryByRole('heading', { name: /could do/ })).toBeNull();
  });
});

describe('a request that can’t be had as things stand', () => {
  const why = 'Samuel Adeyemi’s access changed meanwhile. Look at it again.';

  it('says so and why, before anybody decides; before and after stay', async () => {
    await openRequest(
      { ...changeOfAccess(), requiredApprovals: 1 },
      {
        wouldFail: { code: 'conflict', detail: why },
        effect: { before: { powers: [] }, after: { powers: [line('samuel', 'approve')] } },
      },
    );
    const band = screen.getByText('This would fail if the last approval came now.').closest('.banner');
    expect(band?.textContent).toContain(why);
    expect(screen.getByText(/the last approval would make it fail/)).toBeTruthy();
    expect(screen.queryByText(/Takes effect when/)).toBeNull();
    expect(within(sectionOf('What Samuel could do')).getByText(/the same change would come to/)).toBeTruthy();
    const decision = within(screen.getByRole('group', { name: 'Your decision' }));
    expect(decision.getByRole('button', { name: /^Approve/ }).textContent).not.toContain('apply');
    expect(decision.getByRole('button', { name: /^Reject/ })).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('says so while it is read, when what it is about changes', async () => {
    const { bridge } = await openRequest(changeOfAccess(), {});
    expect(screen.queryByText(/would fail/)).toBeNull();
    const row = changeOfAccess();
    bridge.on('requests.get', () => aDetail(row, { wouldFail: { code: 'conflict', detail: why } }));
    act(() => bridge.emit('access.changed', { memberId: mem('samuel') }));
    expect(await screen.findByText('This would fail if the last approval came now.')).toBeTruthy();
  });
});

describe('why it waits', () => {
  it('explains the ring in a plain sentence', async () => {
    await openRequest(changeOfAccess(), { queuedBecause: 'ring_change' });
    expect(sectionOf('Facts').textContent).toContain(
      'nobody alone changes who holds power in it, nor how it is governed.',
    );
  });
});

describe('what the sentence doesn’t say stands in the facts', () => {
  const facts = () => sectionOf('Facts').textContent;

  it('of a key: for what, until when and from where', async () => {
    const row = aRow(2430, {
      operation: 'service-user.key.create',
      account: null,
      params: {
        serviceUser: { id: 'svc_bot', name: 'payout-bot' },
        label: 'Rack 4',
        account: null,
        expiresAt: null,
        ipAllowList: ['192.0.2.0/24'],
      },
      before: null,
      after: { scopes: ['withdraw'], accounts: [{ id: acc('Treasury'), name: 'Treasury' }] },
    });
    await openRequest(row, {});
    expect(facts()).toContain('LabelRack 4');
    expect(facts()).toContain('Forall its accounts');
    expect(facts()).toContain('Key expiresnever');
    expect(facts()).toContain('Accepted from192.0.2.0/24');
    expect(sectionOf('What changes').textContent).toContain('withdraw');
  });

  it('of the policy: under which version it was started, and which one asks for more since', async () => {
    const row = aRow(2433, { requiredApprovals: 5 });
    const { bridge, user } = await openRequest(row, {
      policyVersion: 2,
      timeline: [
        { at: row.createdAt, kind: 'created', by: person('marcus') },
        {
          at: row.createdAt,
          kind: 'raised',
          by: person('helena'),
          raised: { requiredApprovals: 5, policyVersion: 8 },
        },
      ],
    });
    expect(facts()).toContain('PolicyWithdrawals v2; 5 approvals since v8');
    expect(sectionOf('Timeline').textContent).toContain(
      'Helena Brandt changed the policy, v8: 5 approvals needed since',
    );
    governed(bridge);
    const bringIntoView = vi.fn();
    Element.prototype.scrollIntoView = bringIntoView;
    await user.click(screen.getByRole('button', { name: 'Withdrawals v2' }));
    const versions = within(await screen.findByRole('list', { name: 'Versions' }));
    const listed = await versions.findAllByRole('listitem');
    expect(listed.filter((one) => one.getAttribute('aria-current') === 'true')).toHaveLength(1);
    expect(versions.getByText('Version 2').closest('[aria-current="true"]')).toBeTruthy();
    expect(bringIntoView).toHaveBeenCalledTimes(1);
  });

  it('of a replacement: the successor', async () => {
    const row = aRow(2431, {
      operation: 'member.replace',
      account: null,
      params: {
        member: { id: mem('samuel'), displayName: 'Samuel Adeyemi' },
        email: 'kofi@northwind.example',
        displayName: 'Kofi Mensah',
      },
    });
    await openRequest(row, {});
    expect(facts()).toContain('SuccessorKofi Mensah');
    expect(facts()).toContain('E-mailkofi@northwind.example');
    expect(sectionOf('Approvals').textContent).toContain('changes Samuel Adeyemi’s own access');
  });

  it('of what a Service User signed: whose key it was, and that neither approves', async () => {
    const row = aRow(2432, {});
    const key = { id: 'key_1' as never, label: 'Rack 4', custodian: person('tomas') };
    const initiator = {
      kind: 'service-user' as const,
      id: 'svc_bot' as never,
      displayName: 'payout-bot',
      key,
    };
    const byBot = { ...row, view: { ...row.view, initiator } };
    await openRequest(byBot, {});
    expect(screen.getByRole('option').textContent).toContain('payout-bot, key of Tomás Rivera');
    expect(sectionOf('Approvals').textContent).toContain(
      'Tomás Rivera, whose key it signed with, can’t either.',
    );
    expect(facts()).toContain('Whose key it isTomás Rivera');
    expect(screen.getByRole('button', { name: 'Withdrawals v7' })).toBeTruthy();
  });
});
