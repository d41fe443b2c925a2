import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RequestDetail } from '../../shared/contract/requests';
import { violations } from './axe-violations';
import { Refused, type FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';
import { acc, aDetail, aRow, aSession, mem, person } from './sample-data';
import { CODE, completes, open, queues } from './people-screen';

const invited = (change: Partial<RequestDetail> = {}): RequestDetail =>
  aDetail(
    aRow(3001, {
      operation: 'member.invite',
      account: null,
      params: { email: 'kofi@northwind.example', displayName: 'Kofi Mensah' },
      initiator: { kind: 'member', ...person('ingrid') },
      status: 'completed',
      canDecide: false,
    }),
    { result: { memberId: mem('noor') }, ...change },
  );

describe('inviting', () => {
  async function openInvite(prepare: (bridge: FakeBridge) => void) {
    const started = await open(prepare);
    await started.user.click(screen.getByRole('button', { name: 'Invite' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Invite a person' }));
    await started.user.click(dialog.getByLabelText('Name'));
    return started;
  }

  it('completes at once with a second factor, and shows the code once', async () => {
    const { bridge, user } = await openInvite((fake) =>
      fake.on('requests.create', (input) =>
        input.dryRun === true
          ? completes
          : invited({ result: { memberId: mem('noor'), invitationCode: CODE } }),
      ),
    );
    await user.keyboard('Kofi Mensah{Tab}Kofi@northwind.example');
    const dialog = within(screen.getByRole('dialog'));
    const blank = (name: string) => dialog.getByRole('checkbox', { name: `${name}: not held` });
    await user.click(blank('Initiate, Initiate Withdrawal, All accounts'));
    await user.click(blank('Approve, Manage Addresses, Treasury'));
    expect(await screen.findByText('Completes at once')).toBeTruthy();
    const send = screen.getByRole('button', { name: 'Invite now' });
    expect(send.hasAttribute('disabled')).toBe(true);
    await user.type(dialog.getByLabelText('Authenticator code'), '482911');
    await user.dblClick(send);
    expect(await screen.findByText(CODE)).toBeTruthy();
    const sent = bridge
      .callsOf('requests.create')
      .map((one) => one.input as { dryRun?: boolean })
      .filter((input) => input.dryRun !== true);
    expect(sent).toEqual([
      {
        operation: 'member.invite',
        params: {
          displayName: 'Kofi Mensah',
          email: 'Kofi@northwind.example',
          grants: {
            workflows: [
              { workflow: 'withdrawals', accountId: '*', permissions: ['initiate'] },
              { workflow: 'addresses', accountId: acc('Treasury'), permissions: ['approve'] },
            ],
            accounts: [],
          },
        },
        stepUp: { totp: '482911' },
      },
    ]);
    expect(screen.getByText(/^It works until/, { exact: false })).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.getByText(CODE)).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'I have handed it over' }));
    await waitFor(() => expect(document.documentElement.outerHTML).not.toContain(CODE));
  });

  it('waits for others where it must, and says for whom', async () => {
    const { user } = await openInvite((fake) =>
      fake.on('requests.create', (input) =>
        input.dryRun === true ? queues : invited({ status: 'pending' }),
      ),
    );
    await user.keyboard('Kofi{Tab}kofi@northwind.example');
    expect(await screen.findByText('Waits for 2 of these people:')).toBeTruthy();
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Ask for approval' }));
    expect(await screen.findByText('R-3001 is waiting for approvals')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('puts a fault on its field, and says a refusal', async () => {
    const { bridge, user } = await openInvite((fake) =>
      fake.on('requests.create', () => {
        throw new Refused('validation_failed', 'x', {
          errors: [{ path: 'params.displayName', message: 'at most 200 characters' }],
        });
      }),
    );
    await user.keyboard('Kofi{Tab}kofi');
    await user.tab();
    expect(await screen.findByText('Enter an e-mail address.')).toBeTruthy();
    await user.type(screen.getByLabelText('E-mail'), '@northwind.example');
    expect(await screen.findAllByText('At most 200 characters.')).toHaveLength(2);
    bridge.on('requests.create', () => ({
      ...completes,
      outcome: 'refuse',
      code: 'conflict',
      detail: 'Somebody with this e-mail is a member or invited already.',
    }));
    await user.type(screen.getByLabelText('Name'), 'x');
    expect(await screen.findByText('Somebody with this e-mail is a member or invited already.')).toBeTruthy();
  });

  it('never says back a name that turns text round; its fault reads as a sentence, without a path', async () => {
    const { user } = await openInvite((fake) =>
      fake.on('requests.create', () => {
        const message = 'can’t hold control, invisible or direction-changing characters';
        throw new Refused('validation_failed', `params.displayName: ${message}`, {
          errors: [{ path: 'params.displayName', message }],
        });
      }),
    );
    await user.keyboard('Bad\u202Eeman{Tab}bad@northwind.example');
    const dialog = screen.getByRole('dialog');
    const sentence = 'Can’t hold control, invisible or direction-changing characters.';
    await waitFor(() => expect(within(dialog).getAllByText(sentence)).toHaveLength(2));
    expect(dialog.textContent).not.toContain('\u202E');
    expect(dialog.textContent).not.toContain('params.');
  });

  it('says what it leaves covered', async () => {
    const { user } = await openInvite((fake) =>
      fake.on('requests.create', () => ({
        ...completes,
        effect: {
          before: { powers: [], coverage: [{ workflow: 'withdrawals' as const, ok: true, spare: 1 }] },
          after: {
            powers: [],
            coverage: [
              {
                workflow: 'withdrawals' as const,
                ok: false,
                spare: -1,
                shortfalls: [
                  {
                    workflow: 'withdrawals' as const,
                    accountId: acc('Treasury'),
                    accountName: 'Treasury',
                    initiatorId: 'mem_scratch1' as never,
                    initiatorName: 'Kofi Mensah',
                    required: 3,
                    eligible: 2,
                  },
                ],
              },
            ],
          },
        },
      })),
    );
    await user.keyboard('Kofi Mensah{Tab}kofi@northwind.example');
    expect(await screen.findByText(/Initiate Withdrawal would not be covered any more/)).toBeTruthy();
    expect(screen.getByText('Treasury, started by Kofi Mensah: 2 of 3 could approve')).toBeTruthy();
  });

  it('lets its initiator, and nobody else, collect the code of an approved invitation', async () => {
    const detail = invited({
      approvals: [{ memberId: mem('helena'), displayName: 'Helena', at: aRow(1).createdAt, valid: true }],
    });
    const { bridge, user } = await startSignedIn([detail], aSession(), (fake) => {
      fake.on('requests.list', () => ({ items: [detail], nextCursor: null }));
      fake.on('requests.get', () => detail);
      fake.on('requests.collect', ({ stepUp }) => {
        if (stepUp?.totp !== '482911') throw new Refused('second_factor_invalid');
        return { invitationCode: CODE };
      });
    });
    await user.click(screen.getByRole('button', { name: 'Collect the invitation code' }));
    const dialog = await screen.findByRole('dialog', { name: 'Collect the invitation code' });
    expect(await violations()).toEqual([]);
    await user.type(within(dialog).getByLabelText('Authenticator code'), '482911');
    await user.dblClick(within(dialog).getByRole('button', { name: 'Collect' }));
    expect(await screen.findByText(CODE)).toBeTruthy();
    expect(bridge.callsOf('requests.collect')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'I have handed it over' }));
    bridge.on('requests.get', () => ({ ...detail, initiator: { kind: 'member', ...person('dana') } }));
    act(() => bridge.emit('request.changed', { requestId: detail.id, what: 'updated', row: detail }));
    await waitFor(() =>
      expect(screen.queryByRole('button', { name: 'Collect the invitation code' })).toBeNull(),
    );
  });
});
