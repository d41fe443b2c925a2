import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../shared/contract/problem';
import { Refused } from './fake-bridge';
import { startSignedIn } from './render-app';
import { aDetail, aRow, aSession, at, DIGEST, person, req } from './sample-data';

const fresh = () => aSession({ stepUpUntil: at(220_000) });
const approve = () => screen.getByRole('button', { name: /^Approve/ });
const code = () => screen.getByLabelText<HTMLInputElement>('Authenticator code');
const reason = () => screen.getByLabelText<HTMLInputElement>('Reason');

describe('decision bar', () => {
  it('says which signature it would be, and for the last one what it sets off', async () => {
    const { user } = await startSignedIn();
    expect(approve().textContent).toContain('Approve, 2 of 3');
    await user.keyboard('j');
    await waitFor(() => expect(approve().textContent).toContain('Approve and send'));
  });

  it('moves the focus with A and R and decides nothing by them', async () => {
    const { bridge, user } = await startSignedIn();
    await user.keyboard('a');
    expect(document.activeElement).toBe(code());
    act(() => (document.activeElement as HTMLElement).blur());
    await user.keyboard('r');
    expect(document.activeElement).toBe(reason());
    await user.keyboard('aaa');
    expect(reason().value).toBe('aaa');
    expect(bridge.callsOf('requests.approve')).toHaveLength(0);
    expect(bridge.callsOf('requests.reject')).toHaveLength(0);
  });

  it('goes to Approve with A while the last second factor counts, and says for how long', async () => {
    const { user } = await startSignedIn(null, fresh());
    expect(screen.getByText(/^Confirmed, good for 3 min/)).toBeTruthy();
    await user.keyboard('a');
    expect(document.activeElement).toBe(approve());
  });

  it('presses nothing when the code is complete or Enter is hit in it: the focus goes to Approve', async () => {
    const { bridge, user } = await startSignedIn();
    await user.keyboard('a');
    await user.keyboard('48a29 11');
    expect(code().value).toBe('482911');
    expect(document.activeElement).toBe(approve());
    expect(bridge.callsOf('requests.approve')).toHaveLength(0);
  });

  it('sends one approval for a double click, over the digest that was shown', async () => {
    let answer: () => void = () => undefined;
    const { bridge, user } = await startSignedIn(null, aSession(), (fake) => {
      fake.on('requests.approve', () => {
        const row = fake.queue[0]!;
        return new Promise(
          (resolve) =>
            (answer = () =>
              resolve(aDetail({ ...row, validApprovals: 2, canDecide: false, myDecision: 'approved' }))),
        );
      });
    });
    await user.type(code(), '482911');
    await user.dblClick(approve());
    await user.click(approve());
    expect(bridge.callsOf('requests.approve')).toEqual([
      { name: 'requests.approve', input: { id: req(2417), digest: DIGEST, stepUp: { totp: '482911' } } },
    ]);
    act(answer);
    expect(await screen.findByText('You approved R-2417')).toBeTruthy();
    expect(screen.getByText('1 more person is needed')).toBeTruthy();
    expect(await screen.findByText('You approved this. It waits for 1 more.')).toBeTruthy();
  });

  it.each([
    ['completed', 'You approved R-2417', 'It was the last approval: completed'],
    ['approved', 'You approved R-2417', 'It was the last approval: it is being carried out'],
    [
      'failed',
      'R-2417 failed',
      'You gave the last approval, but it could not be applied. This policy changed meanwhile.',
    ],
  ] as const)('says what the last approval came to: %s', async (status, title, text) => {
    const { user } = await startSignedIn(null, fresh(), (fake) =>
      fake.on('requests.approve', () =>
        aDetail(
          { ...fake.queue[0]!, status, validApprovals: 3, canDecide: false, myDecision: 'approved' },
          status === 'failed'
            ? { failure: { code: 'conflict', detail: 'This policy changed meanwhile.' } }
            : {},
        ),
      ),
    );
    await user.click(approve());
    const toast = (await screen.findByText(title)).closest('.toast') as HTMLElement;
    expect(toast.textContent).toContain(text);
    expect(toast.querySelector('.t-bad') !== null).toBe(status === 'failed');
    expect(screen.getByText(`${title}. ${text}`)).toBeTruthy();
  });

  it('asks for the code before it sends', async () => {
    const { bridge, user } = await startSignedIn();
    await user.click(approve());
    expect(screen.getByRole('alert').textContent).toMatch(/six digits/);
    expect(document.activeElement).toBe(code());
    expect(bridge.callsOf('requests.approve')).toHaveLength(0);
  });

  it('rejects only with a reason', async () => {
    const { bridge, user } = await startSignedIn(null, fresh());
    await user.click(screen.getByRole('button', { name: /^Reject/ }));
    expect(screen.getByRole('alert').textContent).toMatch(/Say why you reject it/);
    expect(document.activeElement).toBe(reason());
    await user.keyboard('Wrong beneficiary.');
    await user.click(screen.getByRole('button', { name: /^Reject/ }));
    expect(bridge.callsOf('requests.reject')[0]?.input).toEqual({
      id: req(2417),
      digest: DIGEST,
      reason: 'Wrong beneficiary.',
    });
    expect(await screen.findByText('Ingrid Solheim rejected this.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
  });

  it('shows the red band when the view is stale, and decides again only after reading it again', async () => {
    const { user } = await startSignedIn(null, fresh(), (fake) =>
      fake.on('requests.approve', () => {
        throw new Refused('stale_view');
      }),
    );
    await user.click(approve());
    expect((await screen.findByRole('alert')).textContent).toContain('Not decided: the request changed.');
    expect(approve().hasAttribute('disabled')).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Reload' }));
    await waitFor(() => expect(approve().hasAttribute('disabled')).toBe(false));
  });

  it('marks the view as stale when an event brings another digest, without changing what is read', async () => {
    const { bridge } = await startSignedIn(null, fresh());
    const row = bridge.queue[0]!;
    bridge.on('requests.get', () => aDetail(row, { digest: 'b'.repeat(64) }));
    act(() => bridge.emit('request.changed', { requestId: row.id, what: 'updated', row }));
    expect(await screen.findByText('Not decided: the request changed.')).toBeTruthy();
    expect(screen.getByText(/4fec4ce1/)).toBeTruthy();
  });

  it('shows the request as it is now when it was decided elsewhere', async () => {
    const { bridge, user } = await startSignedIn(null, fresh(), (fake) =>
      fake.on('requests.approve', () => {
        throw new Refused('not_pending');
      }),
    );
    const row = { ...bridge.queue[0]!, status: 'rejected' as const, canDecide: false, endedAt: at(-120_000) };
    bridge.on('requests.get', () =>
      aDetail(row, {
        rejection: {
          memberId: person('samuel').id,
          displayName: 'Samuel Adeyemi',
          at: at(-120_000),
          reason: 'Wrong beneficiary.',
        },
      }),
    );
    await user.click(approve());
    expect(await screen.findByText('Samuel Adeyemi rejected this.')).toBeTruthy();
    expect(screen.getByText('Wrong beneficiary.')).toBeTruthy();
  });

  it('takes back a used code and asks for the next', async () => {
    const { user } = await startSignedIn(null, aSession(), (fake) =>
      fake.on('requests.approve', () => {
        throw new Refused('second_factor_invalid');
      }),
    );
    await user.type(code(), '482911');
    await user.click(approve());
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/That code isn’t valid/));
    expect(code().value).toBe('');
    expect(document.activeElement).toBe(code());
  });

  it('fills in the sample person’s code', async () => {
    const { user } = await startSignedIn();
    await user.click(screen.getByRole('button', { name: 'Use sample code' }));
    await waitFor(() => expect(code().value).toBe('482911'));
  });

  it.each<[ProblemCode, string]>([
    ['self_approval', 'You started this, so you can’t approve it.'],
    ['subject_approval', 'This changes your own access, so you can’t decide it.'],
    ['permission_denied', 'You don’t hold Approve here, so you can read this but not decide it.'],
    [
      'factor_enrolment_required',
      'You can’t decide this: Your organization asks for another second factor. Enrol it before you go on.',
    ],
  ])('says why it can’t be decided: %s', async (because, words) => {
    const row = aRow(1, { canDecide: false });
    await startSignedIn([row], aSession(), (fake) => {
      fake.on('requests.list', () => ({ items: [row], nextCursor: null }));
      fake.on('requests.get', () => aDetail(row, { cannotDecideBecause: because }));
    });
    expect(screen.getByRole('group', { name: 'Your decision' }).textContent).toBe(words);
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull();
  });

  it('tells who started it that this is why, whatever rule the engine names first', async () => {
    const mine = aRow(1, { canDecide: false, initiator: { kind: 'member', ...person('ingrid') } });
    await startSignedIn([mine], aSession(), (fake) => {
      fake.on('requests.list', () => ({ items: [mine], nextCursor: null }));
      fake.on('requests.get', () => aDetail(mine, { cannotDecideBecause: 'permission_denied' }));
    });
    expect(screen.getAllByText('You started this, so you can’t approve it.')).toHaveLength(1);
  });

  it('cancels one’s own request after asking once more', async () => {
    const mine = aRow(1, { canDecide: false, initiator: { kind: 'member', ...person('ingrid') } });
    const { bridge, user } = await startSignedIn([mine], aSession(), (fake) => {
      fake.on('requests.list', () => ({ items: [mine], nextCursor: null }));
      fake.on('requests.get', () => aDetail(mine, { canCancel: true, cannotDecideBecause: 'self_approval' }));
    });
    await user.click(screen.getByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Cancel request…' }));
    await user.type(await screen.findByLabelText('Reason (optional)'), 'Typo');
    await user.dblClick(screen.getByRole('button', { name: 'Cancel the request' }));
    expect(bridge.callsOf('requests.cancel')).toEqual([
      { name: 'requests.cancel', input: { id: req(1), reason: 'Typo' } },
    ]);
    expect(await screen.findByText('You cancelled R-1')).toBeTruthy();
  });
});
