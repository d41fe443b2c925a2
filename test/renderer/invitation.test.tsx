import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { violations } from './axe-violations';
import { Refused, type FakeBridge } from './fake-bridge';
import { startApp } from './render-app';
import { aDesktop } from './sample-data';
import { FINGERPRINT, recoveryCodes } from './sample-governance';

const CODE = 'MC7pNCOr00_onjqtTGQiLUv0UW2RZWnuGYqyyBRtYDc';
const PASSWORD = 'paper boats go upstream';
const profile = { ...aDesktop().profile!, kind: 'local' as const, people: [] };

async function open(prepare: (bridge: FakeBridge) => void = () => undefined) {
  const started = startApp({ profile }, prepare);
  await started.user.click(await screen.findByRole('button', { name: 'I have an invitation code' }));
  await screen.findByRole('heading', { name: 'Accept an invitation' });
  return started;
}

describe('accepting an invitation', () => {
  it('goes from the code to the first session, with the fingerprint said on the way', async () => {
    const { bridge, user } = await open();
    await user.keyboard(` ${CODE} {Tab}${PASSWORD}{Tab}{Tab}${PASSWORD}{Enter}`);
    await screen.findByRole('heading', { name: /Welcome, Bea Okonkwo/ });
    expect(bridge.callsOf('desktop.acceptInvitation')[0]?.input).toEqual({ code: CODE, password: PASSWORD });
    expect(document.documentElement.outerHTML).not.toContain(PASSWORD);
    await user.keyboard('000000');
    expect(await screen.findByText(/That code isn’t valid/)).toBeTruthy();
    await user.click(screen.getByLabelText('Code from your authenticator app'));
    await user.keyboard('123456');
    expect(await screen.findByText(FINGERPRINT)).toBeTruthy();
    expect(screen.getByText(/The Owner may ask you for it/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Sign in instead' })).toBeNull();
    await user.type(screen.getByLabelText('Type one of them back'), `${recoveryCodes[0] ?? ''}{Enter}`);
    expect(await screen.findByRole('navigation', { name: 'Main' })).toBeTruthy();
  });

  it('says in words what is wrong with code and passwords before anything is sent', async () => {
    const { bridge, user } = await open();
    await user.type(screen.getByLabelText('Invitation code'), 'short');
    await user.type(screen.getByLabelText('Choose a password'), 'also short');
    await user.click(screen.getByRole('button', { name: 'Accept' }));
    expect(await screen.findByText(/too short for an invitation code/)).toBeTruthy();
    expect(screen.getByText('Use at least 12 characters; these are 10.')).toBeTruthy();
    expect(screen.getByText('The two passwords aren’t the same.')).toBeTruthy();
    expect(bridge.callsOf('desktop.acceptInvitation')).toHaveLength(0);
  });

  it('says when the code isn’t known, and lets the person sign in instead', async () => {
    const { user } = await open((fake) =>
      fake.on('desktop.acceptInvitation', () => {
        throw new Refused('conflict', 'This invitation was accepted already.');
      }),
    );
    await user.keyboard(`${CODE}{Tab}${PASSWORD}{Tab}{Tab}${PASSWORD}{Enter}`);
    expect(await screen.findByText('This invitation was accepted already.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Sign in instead' }));
    expect(await screen.findByRole('button', { name: 'Sign in' })).toBeTruthy();
  });

  it('axe finds nothing on any step', async () => {
    const { user } = await open();
    expect(await violations()).toEqual([]);
    await user.keyboard(`${CODE}{Tab}${PASSWORD}{Tab}{Tab}${PASSWORD}{Enter}`);
    await screen.findByRole('heading', { name: /Welcome, Bea/ });
    expect(await violations()).toEqual([]);
    await user.keyboard('123456');
    await screen.findByText(FINGERPRINT);
    await waitFor(async () => expect(await violations()).toEqual([]));
  });
});
