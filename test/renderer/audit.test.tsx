import { act, fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { AuditVerification } from '../../shared/contract/audit';
import { payloadLines } from '../../renderer/features/audit/payload-lines';
import { violations } from './axe-violations';
import { Refused, type FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';
import { CHAIN, faulty, someEntries, sound, withAudit } from './sample-audit';
import { aSession, mem } from './sample-data';

const auditor = () => aSession({ may: { initiate: [], decide: true, audit: true } });

async function open(prepare: (bridge: FakeBridge) => void = () => undefined) {
  const started = await startSignedIn(null, auditor(), (fake) => prepare(withAudit(fake)));
  await started.user.click(screen.getByRole('button', { name: /^Audit/ }));
  await screen.findByRole('option', { name: /Changed a policy/ });
  return started;
}
const list = () => within(screen.getByRole('listbox', { name: 'Entries of the audit ledger' }));
const rows = () =>
  list()
    .getAllByRole('option')
    .map((one) => one.textContent);
/** Beside the list that opens there is the system’s own, hidden, which has the same names. */
const choice = async (name: string) => (await screen.findAllByRole('option', { name })).at(-1) as HTMLElement;
const detail = () => within(screen.getByRole('complementary'));
const asked = (bridge: FakeBridge) => bridge.callsOf('audit.list').map(({ input }) => input);

describe('the audit screen', () => {
  it('is offered to those who may read the audit only', async () => {
    await startSignedIn();
    expect(screen.queryByRole('button', { name: /^Audit/ })).toBeNull();
  });

  it('lists what happened in words, by whom and when', async () => {
    await open();
    expect(rows()).toHaveLength(someEntries.length);
    expect(rows()[3]).toContain('Approved');
    expect(rows()[3]).toContain('R-2041');
    expect(rows()[3]).toContain('Ingrid Solheim');
    expect(rows()[5]).toContain('Recorded a deposit');
    expect(rows()[6]).toContain('Somebody not signed in');
    expect(rows()[7]).toContain('Countersign');
    // An entry of a later version stands for itself.
    expect(rows()[8]).toContain('future.kind');
  });

  it('shows an entry with what it says and the hashes that keep it', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('option', { name: /Changed a policy/ }));
    expect(detail().getByText('Entry 5')).toBeTruthy();
    expect(detail().getByText('Policy › Approvals required').nextSibling?.textContent).toBe('3');
    expect(detail().getByText('Policy › Always require approval').nextSibling?.textContent).toBe('yes');
    expect(detail().getByText(CHAIN)).toBeTruthy();
    await user.keyboard('{ArrowDown}');
    expect(await detail().findByText('Posting › Account')).toBeTruthy();
    expect(detail().getByText('Posting › Account').nextSibling?.textContent).toBe('Treasury');
    expect(detail().getByText('Posting › Amount').nextSibling?.textContent).toBe('1.25 BTC');
  });

  it('says of what may not be read that its hash stands for it', async () => {
    const { user } = await open();
    const hidden = list().getAllByRole('option', { name: /Dana Okafor/ })[1] as HTMLElement;
    expect(hidden.textContent).toContain('Not for you to read');
    await user.click(hidden);
    expect(detail().getByText(/Its hash stands for it/)).toBeTruthy();
    expect(detail().queryByText('Only this request')).toBeNull();
  });

  it('narrows by person, kind and day, and says when nothing is left', async () => {
    const { bridge, user } = await open();
    await user.click(screen.getByRole('button', { name: /Person/ }));
    await user.click(await choice('Dana Okafor'));
    expect(asked(bridge).at(-1)).toEqual({ actorId: mem('dana'), limit: 100 });
    expect(await screen.findByRole('option', { name: /Posted money/ })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /What/ }));
    await user.click(await choice('Policies'));
    expect(asked(bridge).at(-1)).toEqual({ actorId: mem('dana'), type: 'policy', limit: 100 });
    expect(await screen.findByText('No entry like that')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show all entries' }));
    expect(asked(bridge).at(-1)).toEqual({ limit: 100 });
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-11-01' } });
    fireEvent.change(screen.getByLabelText('Until'), { target: { value: '2026-11-02' } });
    expect(asked(bridge).at(-1)).toEqual({
      from: new Date(2026, 10, 1).toISOString(),
      to: new Date(2026, 10, 3).toISOString(),
      limit: 100,
    });
  });

  it('goes from an entry to its request, and to the other entries of it', async () => {
    const { bridge, user } = await open();
    await user.click(screen.getByRole('option', { name: /R-2041/ }));
    await user.click(detail().getByRole('button', { name: 'Only this request' }));
    expect(asked(bridge).at(-1)).toEqual({ requestId: 'req_1', limit: 100 });
    expect(await screen.findByText('Only R-2041')).toBeTruthy();
    await user.click(detail().getByRole('button', { name: 'R-2041' }));
    expect(screen.queryByRole('heading', { name: 'Audit' })).toBeNull();
  });

  it('reads older entries when asked, once', async () => {
    const { bridge, user } = await open((fake) =>
      fake.on('audit.list', ({ cursor }) => ({
        items: cursor === undefined ? someEntries.slice(0, 5) : someEntries.slice(5),
        nextCursor: cursor === undefined ? 'older' : null,
      })),
    );
    await user.dblClick(screen.getByRole('button', { name: 'Show older' }));
    expect(await screen.findByRole('option', { name: /future\.kind/ })).toBeTruthy();
    expect(rows()).toHaveLength(someEntries.length);
    expect(asked(bridge).filter((input) => (input as { cursor?: string }).cursor === 'older')).toHaveLength(
      1,
    );
  });

  it('says when the ledger can’t be read, and offers to try again', async () => {
    const { bridge, user } = await open();
    bridge.on('audit.list', () => {
      throw new Refused('unavailable', 'The engine isn’t open.');
    });
    await user.click(screen.getByRole('option', { name: /R-2041/ }));
    await user.click(detail().getByRole('button', { name: 'Only this request' }));
    expect(await screen.findByText('The engine isn’t open.')).toBeTruthy();
    withAudit(bridge);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('option', { name: /R-2041/ })).toBeTruthy();
  });
});

describe('verifying', () => {
  async function openDialog(prepare?: (bridge: FakeBridge) => void) {
    const started = await open(prepare);
    await started.user.click(screen.getByRole('button', { name: 'Verify' }));
    return { ...started, dialog: within(await screen.findByRole('dialog', { name: 'Verify the ledger' })) };
  }

  it('says what a sound ledger came to, and gives its head to keep', async () => {
    const { user, dialog } = await openDialog();
    await user.click(dialog.getByRole('button', { name: 'Verify' }));
    expect(await dialog.findByText('The ledger is sound')).toBeTruthy();
    expect(dialog.getByText(/1234 entries hold/)).toBeTruthy();
    expect(dialog.getByText(/412 commands were decided again, and each was allowed/)).toBeTruthy();
    expect(dialog.getByText(`1234:${CHAIN}`)).toBeTruthy();
    expect(dialog.queryByText(/Not judged/)).toBeNull();
  });

  it('names every fault by entry, and never calls the unjudged right', async () => {
    const { user, dialog } = await openDialog((fake) =>
      fake.on('audit.verify', () => ({ ...faulty, notJudged: 12 })),
    );
    await user.click(dialog.getByRole('button', { name: 'Verify' }));
    const found = within(await dialog.findByRole('alert'));
    expect(found.getByText('23 faults in the ledger')).toBeTruthy();
    expect(found.getByText('Entry 7').nextSibling?.textContent).toContain('self_approval');
    expect(found.getByText('and 21 more')).toBeTruthy();
    expect(dialog.queryByText('The ledger is sound')).toBeNull();
  });

  it('holds it against a head that was kept, and says when that isn’t one', async () => {
    const { bridge, user, dialog } = await openDialog();
    const field = dialog.getByLabelText('A head that you kept (optional)');
    await user.type(field, 'yesterday{Enter}');
    expect(dialog.getByText(/This isn’t a head/)).toBeTruthy();
    expect(bridge.callsOf('audit.verify')).toHaveLength(0);
    await user.clear(field);
    await user.type(field, `1234:${CHAIN}{Enter}`);
    expect(await dialog.findByText('The head that you kept is in it.')).toBeTruthy();
    expect(bridge.callsOf('audit.verify')[0]?.input).toEqual({ head: `1234:${CHAIN}` });
  });

  it('shows how far it is, and stops when asked', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setInterval', 'clearInterval'] });
    try {
      let refuse: (error: Refused) => void = () => undefined;
      const { bridge, user, dialog } = await openDialog((fake) =>
        fake
          .on('audit.verify', () => new Promise<AuditVerification>((_ok, no) => (refuse = no)))
          .on('audit.verification', () => ({ running: true, entries: 500, total: 2000 })),
      );
      await user.click(dialog.getByRole('button', { name: 'Verify' }));
      act(() => void vi.advanceTimersByTime(250));
      expect(await dialog.findByText('500 of 2,000 entries')).toBeTruthy();
      expect(dialog.getByRole('progressbar', { name: 'Verifying' }).getAttribute('value')).toBe('500');
      await user.click(dialog.getByRole('button', { name: 'Stop' }));
      expect(bridge.callsOf('audit.stopVerifying')).toHaveLength(1);
      await act(async () => {
        refuse(new Refused('conflict', 'The verification was stopped.'));
        await Promise.resolve();
      });
      expect(await dialog.findByText('Stopped. Nothing was found out.')).toBeTruthy();
      bridge.on('audit.verify', () => sound);
      await user.click(dialog.getByRole('button', { name: 'Verify again' }));
      expect(await dialog.findByText('The ledger is sound')).toBeTruthy();
    } finally {
      vi.useRealTimers();
    }
  });

  it('stops when the dialog is left', async () => {
    const { bridge, user, dialog } = await openDialog((fake) =>
      fake.on('audit.verify', () => new Promise<AuditVerification>(() => undefined)),
    );
    await user.click(dialog.getByRole('button', { name: 'Verify' }));
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(bridge.callsOf('audit.stopVerifying')).toHaveLength(1);
  });
});

describe('exporting', () => {
  it('has main save what the filters leave, and says how much it was', async () => {
    const { bridge, user } = await open();
    await user.click(screen.getByRole('option', { name: /R-2041/ }));
    await user.click(detail().getByRole('button', { name: 'Only this person' }));
    await user.click(screen.getByRole('button', { name: 'Export' }));
    expect(await screen.findByText('The entries that the filters leave')).toBeTruthy();
    await user.click(screen.getByRole('menuitem', { name: /^CSV/ }));
    expect(await screen.findByText('9 entries exported')).toBeTruthy();
    expect(bridge.callsOf('desktop.exportAudit')[0]?.input).toEqual({
      format: 'csv',
      actorId: mem('ingrid'),
    });
  });

  it('shows how much is written, and stops when asked', async () => {
    let finish: (answer: { saved: boolean; entries: number }) => void = () => undefined;
    const { bridge, user } = await open((fake) =>
      fake.on('desktop.exportAudit', () => new Promise((resolve) => (finish = resolve))),
    );
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.click(await screen.findByRole('menuitem', { name: /^JSON Lines/ }));
    act(() => bridge.emit('desktop.exporting', { entries: 400 }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Exporting the audit ledger' }));
    expect(dialog.getByText('400 entries written')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Stop' }));
    expect(bridge.callsOf('desktop.stopExport')).toHaveLength(1);
    await act(async () => {
      finish({ saved: false, entries: 0 });
      await Promise.resolve();
    });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByText(/entries exported/)).toBeNull();
  });

  it('says why it could not', async () => {
    const { user } = await open((fake) =>
      fake.on('desktop.exportAudit', () => {
        throw new Refused('unavailable', 'The file could not be written. Choose another place.');
      }),
    );
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.click(await screen.findByRole('menuitem', { name: /^JSON Lines/ }));
    expect(await screen.findByText(/Not exported: The file could not be written/)).toBeTruthy();
  });
});

describe('what an entry says', () => {
  it('is one line for each fact, in order', () => {
    expect(
      payloadLines({ a: { b: 1, c: null }, d: ['x', 'y'], e: [], f: { minorUnits: '5' }, g: [{ h: true }] }),
    ).toEqual([
      { path: ['a', 'b'], value: 1 },
      { path: ['a', 'c'], value: null },
      { path: ['d'], value: 'x, y' },
      { path: ['e'], value: null },
      { path: ['f'], value: '5' },
      { path: ['g', '1', 'h'], value: true },
    ]);
    expect(payloadLines({})).toEqual([]);
  });
});

it('axe finds nothing on the audit screen, an entry, and a result', async () => {
  const { user } = await open();
  expect(await violations()).toEqual([]);
  await user.click(screen.getByRole('option', { name: /Changed a policy/ }));
  expect(await violations()).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Verify' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Verify' }));
  await dialog.findByText('The ledger is sound');
  expect(await violations()).toEqual([]);
});
