import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import type { LocalData, StoreTrouble, Unopened } from '../../shared/contract/desktop-data';
import { STORE_TROUBLES } from '../../shared/contract/desktop-data';
import { violations } from './axe-violations';
import { Refused, type FakeBridge } from './fake-bridge';
import { startApp } from './render-app';
import { aDesktop, aSession } from './sample-data';

const HERE = { localOrganization: { name: 'Fjord Capital' }, profile: null };
const backup = {
  id: 'bak_1' as Unopened['backups'][number]['id'],
  at: '2026-03-04T10:00:00.000Z',
  entries: 12_345,
};
const unopened = (trouble: StoreTrouble, backups: Unopened['backups'] = []): Unopened => ({
  trouble,
  folder: '/data/organization',
  backups,
});

describe('an organization that can’t be opened', () => {
  it.each(STORE_TROUBLES.filter((trouble) => !trouble.startsWith('passphrase')))(
    'says what it is, in words of its own: %s',
    async (trouble) => {
      startApp({ ...HERE, unopened: unopened(trouble) });
      const said = await screen.findByRole('alert');
      expect(said.textContent).toMatch(/\. Nothing was changed\.$/);
      // A code is no word for a person.
      expect(said.textContent).not.toMatch(/\b[a-z]+-[a-z]+\b/);
      expect(screen.queryByRole('button', { name: /^Restore/ })).toBeNull();
      expect(await violations()).toEqual([]);
    },
  );

  it('goes back to a backup only when its name was typed, and says why that failed', async () => {
    const { bridge, user } = startApp({ ...HERE, unopened: unopened('damaged', [backup]) }, (fake) => {
      fake.on('desktop.restoreBackup', () => {
        throw new Refused('conflict', 'This backup isn’t whole any more.');
      });
    });
    await user.click(
      await screen.findByRole('button', { name: /^Restore the backup of Wednesday.*12,345 entries/ }),
    );
    const dialog = await screen.findByRole('alertdialog');
    const go = within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Restore it' });
    expect(go.disabled).toBe(true);
    await user.type(within(dialog).getByLabelText('Type Fjord Capital to go on'), 'Fjord Capital');
    await user.click(go);
    expect(bridge.callsOf('desktop.restoreBackup').map(({ input }) => input)).toEqual([{ id: 'bak_1' }]);
    await waitFor(() => expect(dialog.textContent).toMatch(/It wasn’t restored\..*isn’t whole/));
  });
});

describe('an organization locked with a passphrase', () => {
  const answering = (right: string) => (fake: FakeBridge) => {
    fake.on('desktop.openLocal', ({ passphrase }) => {
      if (passphrase === right)
        fake.change({
          unopened: null,
          profile: { kind: 'local', organizationName: 'Fjord Capital', status: 'ready', people: [] },
        });
      else {
        fake.change({ unopened: unopened('passphrase-wrong') });
        throw new Refused('unavailable', 'The passphrase doesn’t open the key of this organization.');
      }
      return fake.desktop;
    });
  };

  it('asks for it, says when it is wrong, and goes on to the sign-in', async () => {
    const { user, bridge } = startApp(
      { ...HERE, unopened: unopened('passphrase-needed') },
      answering('seven grey herons'),
    );
    const field = await screen.findByLabelText<HTMLInputElement>('Passphrase');
    expect(field.type).toBe('password');
    expect(await violations()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Open' }));
    expect(screen.getByRole('alert').textContent).toBe('Enter the passphrase.');
    expect(bridge.callsOf('desktop.openLocal')).toEqual([]);

    await user.type(field, 'eight grey herons{Enter}');
    await waitFor(() => expect(screen.getByRole('alert').textContent).toMatch(/^That isn’t the passphrase/));
    expect(field.value).toBe('');
    await user.type(field, 'seven grey herons{Enter}');
    expect(await screen.findByLabelText('E-mail')).toBeTruthy();
  });
});

describe('where the key is kept', () => {
  const data = (change: Partial<LocalData> = {}): LocalData => ({
    protection: 'file',
    wanted: 'keychain',
    keychain: 'none',
    lastBackup: null,
    backupFailure: null,
    ...change,
  });
  const owner = () => {
    const session = aSession();
    const stepUpUntil = new Date(Date.now() + 240_000).toISOString();
    return { ...session, stepUpUntil, member: { ...session.member, owner: true } };
  };
  const opened = async (change: Partial<LocalData> = {}, session = owner()) => {
    const profile = { ...aDesktop().profile, kind: 'local', people: [] } as DesktopState['profile'];
    const started = startApp({ session, profile, localData: data(change) });
    await screen.findByRole('navigation', { name: 'Main' }, { timeout: 15_000 });
    return started;
  };

  it('in a file for lack of a keychain is told to the Owner until it was said how it is to be', async () => {
    const { user, bridge } = await opened();
    bridge.on('desktop.setKeyProtection', ({ protection }) => {
      bridge.change({ localData: data({ protection, wanted: protection }) });
      return bridge.desktop;
    });
    const band = (await screen.findByText('A file holds the organization’s key.')).closest('.banner');
    expect(band?.textContent).toMatch(/There is no keychain here/);
    await user.click(screen.getByRole('button', { name: 'Choose a passphrase…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Lock the key with a passphrase' });
    const lock = within(dialog).getByRole('button', { name: 'Lock the key' });
    await user.type(within(dialog).getByLabelText('Passphrase'), 'seven herons');
    await user.type(within(dialog).getByLabelText('The same again'), 'seven heron');
    await user.click(lock);
    expect(await within(dialog).findByText('The two aren’t the same.')).toBeTruthy();
    await user.type(within(dialog).getByLabelText('The same again'), 's');
    await user.click(lock);
    await waitFor(() =>
      expect(bridge.callsOf('desktop.setKeyProtection').map(({ input }) => input)).toEqual([
        { protection: 'passphrase', passphrase: 'seven herons' },
      ]),
    );
    await waitFor(() => expect(screen.queryByText('A file holds the organization’s key.')).toBeNull());
  });

  it('is moved nowhere without a second factor, not even where the band would be silent', async () => {
    const stale = { ...owner(), stepUpUntil: new Date(Date.now() - 1000).toISOString() };
    const { user, bridge } = await opened({}, stale);
    bridge.on('desktop.setKeyProtection', ({ protection }) => {
      bridge.change({ localData: data({ protection, wanted: protection }) });
      return bridge.desktop;
    });
    await user.click(await screen.findByRole('button', { name: 'Leave it so' }));
    const dialog = await screen.findByRole('dialog', { name: 'Keep the key in a file' });
    const keep = within(dialog).getByRole('button', { name: 'Keep it in a file' });
    expect(keep).toHaveProperty('disabled', true);
    await user.type(within(dialog).getByLabelText(/code/i), '123456');
    await user.click(keep);
    await waitFor(() =>
      expect(bridge.callsOf('desktop.setKeyProtection').map(({ input }) => input)).toEqual([
        { protection: 'file', stepUp: { totp: '123456' } },
      ]),
    );
  });

  it.each<[string, Partial<LocalData>, boolean]>([
    ['who isn’t the Owner', {}, false],
    ['whoever chose the file', { wanted: 'file' }, true],
    ['who has a keychain', { protection: 'keychain', keychain: 'available' }, true],
  ])('isn’t told to %s', async (_who, change, isOwner) => {
    await opened(change, isOwner ? owner() : aSession());
    expect(screen.queryByText('A file holds the organization’s key.')).toBeNull();
  });

  it('is said in the settings, and what can’t be had can’t be chosen', async () => {
    const { user, bridge } = await opened({ wanted: 'file' });
    bridge.on('backups.list', () => ({ items: [], nextCursor: null }));
    await user.click(screen.getByRole('button', { name: /^Your account/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Settings…' }));
    await user.click(await screen.findByRole('tab', { name: 'Data and backups' }));
    expect(await screen.findByText('Kept in a file only your user account can read.')).toBeTruthy();
    const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
    expect(radio('In this computer’s keychain').disabled).toBe(true);
    expect(radio('In a file only your user account can read').checked).toBe(true);
    await user.click(radio('Locked with a passphrase'));
    expect(await screen.findByRole('dialog', { name: 'Lock the key with a passphrase' })).toBeTruthy();
    expect(await violations()).toEqual([]);
  });
});
