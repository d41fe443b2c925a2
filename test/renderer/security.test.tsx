import { act, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FactorView, OwnSession } from '../../shared/contract/factors';
import type { DeviceId, FactorId, SessionId } from '../../shared/contract/primitives';
import { violations } from './axe-violations';
import { CREATION_OPTIONS, giveAuthenticator, REQUEST_OPTIONS } from './fake-authenticator';
import { Refused, type FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';
import { aSession } from './sample-data';
import { FINGERPRINT, recoveryCodes, SECRET, shownEnrolment } from './sample-governance';

afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'credentials');
});

const PHONE: FactorView = {
  id: 'fac_1' as FactorId,
  kind: 'totp',
  name: 'Phone',
  fingerprint: FINGERPRINT,
  enrolledAt: '2026-01-05T09:00:00.000Z',
  lastUsedAt: '2026-01-06T09:00:00.000Z',
  accepted: true,
};
const KEY: FactorView = {
  ...PHONE,
  id: 'fac_2' as FactorId,
  kind: 'passkey',
  name: 'Blue key',
  fingerprint: '0000-1111-2222-3333',
  lastUsedAt: null,
};
const aSignIn = (id: string, device: string, current: boolean): OwnSession => ({
  id: id as SessionId,
  device,
  current,
  createdAt: '2026-01-05T09:00:00.000Z',
  lastActivityAt: '2026-01-05T09:30:00.000Z',
  expiresAt: '2026-01-05T21:00:00.000Z',
});
const stale = aSession({ stepUpUntil: '2020-01-01T00:00:00.000Z' });
const fresh = aSession({ stepUpUntil: new Date(Date.now() + 240_000).toISOString() });

/** The section open, over an engine that keeps what it is told. */
async function startSection(factors: FactorView[] = [PHONE, KEY], session = fresh) {
  let own = factors;
  let sessions = [aSignIn('ses_1', 'This computer', true), aSignIn('ses_2', 'Laptop', false)];
  let devices = [
    { id: 'dev_1' as DeviceId, name: 'Desk', createdAt: '2026-01-05T09:00:00.000Z', lastUsedAt: null },
  ];
  const started = await startSignedIn(null, session, (bridge: FakeBridge) =>
    bridge
      .on('factors.list', () => ({ items: own, nextCursor: null, recoveryCodesLeft: 3 }))
      .on('factors.rename', ({ id, name }) => {
        own = own.map((factor) => (factor.id === id ? { ...factor, name } : factor));
        return { ...PHONE, id: id as FactorId, name };
      })
      .on('factors.remove', ({ id }) => {
        own = own.filter((factor) => factor.id !== id);
        return {};
      })
      .on('factors.beginPasskey', () => CREATION_OPTIONS)
      .on('factors.addPasskey', ({ name = 'Passkey' }) => {
        const added = { ...KEY, id: 'fac_3' as FactorId, name };
        own = [...own, added];
        return added;
      })
      .on('desktop.beginAuthenticator', () => shownEnrolment)
      .on('factors.addTotp', ({ code, name = 'Authenticator app' }) => {
        if (code !== '123456') throw new Refused('second_factor_invalid');
        const added = { ...PHONE, id: 'fac_4' as FactorId, name };
        own = [...own, added];
        return added;
      })
      .on('recoveryCodes.create', () => ({ recoveryCodes }))
      .on('password.change', ({ currentPassword }) => {
        if (currentPassword !== 'the right password')
          throw new Refused('validation_failed', 'no', {
            errors: [{ path: 'currentPassword', message: 'this isn’t your password' }],
          });
        return {};
      })
      .on('sessions.list', () => ({ items: sessions, nextCursor: null }))
      .on('sessions.end', ({ id }) => {
        sessions = sessions.filter((one) => one.id !== id);
        return {};
      })
      .on('devices.list', () => ({ items: devices, nextCursor: null }))
      .on('devices.revoke', () => {
        devices = [];
        return {};
      }),
  );
  started.bridge.emit('desktop.openSettings', {});
  await started.user.click(await screen.findByRole('tab', { name: 'Signing in' }));
  await screen.findByText(factors[0]?.name ?? '');
  return started;
}

describe('the section about signing in', () => {
  it('shows one’s factors, codes left, sessions and devices, and axe finds nothing', async () => {
    giveAuthenticator();
    await startSection();
    expect(screen.getByText('Blue key')).toBeTruthy();
    expect(screen.getByText(/not used yet/)).toBeTruthy();
    expect(screen.getByText(/^3 codes left/)).toBeTruthy();
    expect(screen.getByText('Laptop')).toBeTruthy();
    expect(screen.getByText('Desk')).toBeTruthy();
    expect(await violations()).toEqual([]);
  });

  it('renames and removes a factor, but never the last that is accepted', async () => {
    const { user, bridge } = await startSection();
    await user.click(screen.getByRole('button', { name: 'Rename Blue key' }));
    const dialog = await screen.findByRole('dialog');
    const name = within(dialog).getByLabelText('What you call it');
    await user.clear(name);
    await user.type(name, 'Desk key');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await screen.findByText('Desk key');
    expect(bridge.callsOf('factors.rename')[0]?.input).toEqual({ id: 'fac_2', name: 'Desk key' });
    await user.click(screen.getByRole('button', { name: 'Remove Phone' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(screen.queryByText('Phone')).toBeNull());
    expect(screen.getByRole('button', { name: 'Remove Desk key' })).toHaveProperty('disabled', true);
    expect(screen.getByText(/last one stays/)).toBeTruthy();
  });

  it('asks for a second factor where the last one is over, and sends it along', async () => {
    const { user, bridge } = await startSection([PHONE], stale);
    await user.click(screen.getByRole('button', { name: 'Make new codes' }));
    const dialog = await screen.findByRole('dialog');
    const make = within(dialog).getByRole('button', { name: 'Make new codes' });
    expect(make).toHaveProperty('disabled', true);
    await user.type(within(dialog).getByRole('textbox'), '123456');
    await user.click(make);
    expect(await screen.findByText(recoveryCodes[9] ?? '')).toBeTruthy();
    expect(bridge.callsOf('recoveryCodes.create')[0]?.input).toEqual({ stepUp: { totp: '123456' } });
    // Shown once: neither Escape nor a press beside closes them.
    await user.keyboard('{Escape}');
    expect(screen.getByText(recoveryCodes[9] ?? '')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'I have kept them' }));
    expect(screen.queryByText(recoveryCodes[9] ?? '')).toBeNull();
  });

  it('takes a passkey as that second factor, which then counts', async () => {
    const { get } = giveAuthenticator();
    const { user, bridge } = await startSection([KEY], stale);
    bridge.on('session.stepUpOptions', () => REQUEST_OPTIONS).on('session.stepUp', () => fresh);
    await user.click(screen.getByRole('button', { name: 'Make new codes' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).queryByRole('textbox')).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Passkey' }));
    await within(dialog).findByText(/good for/);
    expect(get).toHaveBeenCalledTimes(1);
    await user.click(within(dialog).getByRole('button', { name: 'Make new codes' }));
    await screen.findByText(recoveryCodes[9] ?? '');
    expect(bridge.callsOf('recoveryCodes.create')[0]?.input).toEqual({});
  });

  it('says so where the screen was emptied before new codes were kept', async () => {
    const { user, bridge } = await startSection();
    await user.click(screen.getByRole('button', { name: 'Make new codes' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Make new codes' }));
    await screen.findByText(recoveryCodes[9] ?? '');
    expect(screen.queryByText(/before you said that you have them/)).toBeNull();
    const { session } = bridge.desktop;
    act(() => bridge.change({ session: null, signedOutBecause: 'lock-screen' }));
    expect(screen.queryByText(recoveryCodes[9] ?? '')).toBeNull();
    act(() => bridge.change({ session, signedOutBecause: null }));
    expect(await screen.findByText(/before you said that you have them/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Make new codes' }));
    await user.click(
      within(await screen.findByRole('dialog')).getByRole('button', { name: 'Make new codes' }),
    );
    await user.click(await screen.findByRole('button', { name: 'I have kept them' }));
    expect(screen.queryByText(/before you said that you have them/)).toBeNull();
  });

  it('adds a passkey with the name it is given', async () => {
    const { create } = giveAuthenticator();
    const { user, bridge } = await startSection([PHONE]);
    await user.click(screen.getByRole('button', { name: 'Add a passkey' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('What you call it'), 'Green key');
    await user.click(within(dialog).getByRole('button', { name: 'Make the passkey' }));
    await screen.findByText('Green key');
    expect(create).toHaveBeenCalledTimes(1);
    expect(bridge.callsOf('factors.addPasskey')[0]?.input).toMatchObject({ name: 'Green key' });
  });

  it('adds an authenticator app by its key and first code', async () => {
    const { user } = await startSection([PHONE]);
    await user.click(screen.getByRole('button', { name: 'Add an authenticator app' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Show the key' }));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText(SECRET.match(/.{4}/g)?.join(' ') ?? '');
    await user.type(within(dialog).getByLabelText('What you call it'), 'Tablet');
    await user.type(within(dialog).getByLabelText('The first code it shows'), '000000');
    await within(dialog).findByText(/isn’t valid/);
    await user.type(within(dialog).getByLabelText('The first code it shows'), '123456');
    await screen.findByText('Tablet');
  });

  it('changes the password, and says which field was wrong', async () => {
    const { user, bridge } = await startSection();
    await user.click(screen.getByRole('button', { name: 'Change password' }));
    const dialog = await screen.findByRole('dialog');
    const now = within(dialog).getByLabelText('Your password now');
    await user.type(now, 'the wrong password');
    await user.type(within(dialog).getByLabelText('New password'), 'a quite different one');
    await user.type(within(dialog).getByLabelText('The new password again'), 'a quite different one');
    await user.click(within(dialog).getByRole('button', { name: 'Change it' }));
    await within(dialog).findByText(/isn’t your password/);
    await user.clear(now);
    await user.type(now, 'the right password');
    await user.click(within(dialog).getByRole('button', { name: 'Change it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(bridge.callsOf('password.change')[1]?.input).toEqual({
      currentPassword: 'the right password',
      newPassword: 'a quite different one',
    });
  });

  it('ends a session elsewhere, and stops telling a device, each after it was asked', async () => {
    const { bridge, user } = await startSection();
    await user.click(screen.getByRole('button', { name: 'End the session on Laptop' }));
    const dialog = await screen.findByRole('dialog', { name: 'End the session on Laptop?' });
    expect(bridge.callsOf('sessions.end')).toHaveLength(0);
    await user.click(within(dialog).getByRole('button', { name: 'End' }));
    await waitFor(() => expect(screen.queryByText('Laptop')).toBeNull());
    expect(screen.getByText('Nowhere else.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Stop telling Desk' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Stop telling' }));
    await waitFor(() => expect(screen.queryByText('Desk')).toBeNull());
  });

  it('ends nothing elsewhere without a second factor', async () => {
    const { bridge, user } = await startSection([PHONE], stale);
    bridge.on('sessions.end', ({ stepUp }) => {
      if (stepUp?.totp !== '123456') throw new Refused('second_factor_invalid');
      return {};
    });
    await user.click(screen.getByRole('button', { name: 'End the session on Laptop' }));
    const dialog = await screen.findByRole('dialog');
    const end = within(dialog).getByRole('button', { name: 'End' });
    expect(end).toHaveProperty('disabled', true);
    await user.type(within(dialog).getByLabelText(/code/i), '999999');
    await user.click(end);
    expect(await within(dialog).findByText(/isn’t valid|isn’t right|used already/)).toBeTruthy();
    await user.type(within(dialog).getByLabelText(/code/i), '123456');
    await user.click(end);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});
