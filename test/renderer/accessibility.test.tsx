import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { violations } from './axe-violations';
import { startApp, startSignedIn } from './render-app';
import { aDesktop } from './sample-data';

describe('axe finds nothing on', () => {
  it('welcome', async () => {
    startApp({ profile: null });
    await screen.findByRole('heading', { level: 1 });
    expect(await violations()).toEqual([]);
  });

  it('sign-in, with the sample’s people', async () => {
    startApp();
    await screen.findByLabelText('Password');
    expect(await violations()).toEqual([]);
  });

  it('sign-in after an idle end', async () => {
    startApp({
      profile: { ...aDesktop().profile!, kind: 'local', people: [] },
      signedOutBecause: 'idle',
      lastEmail: 'ingrid.solheim@northwind.example',
    });
    await screen.findByLabelText('Password');
    expect(await violations()).toEqual([]);
  });

  it('the queue with a request', async () => {
    await startSignedIn();
    expect(await violations()).toEqual([]);
  });

  it('new withdrawal', async () => {
    const { user } = await startSignedIn();
    await user.keyboard('n');
    await screen.findByRole('dialog');
    expect(await violations()).toEqual([]);
  });

  it('keyboard shortcuts and the palette', async () => {
    const { user } = await startSignedIn();
    await user.keyboard('?');
    await screen.findByRole('dialog');
    expect(await violations()).toEqual([]);
    await user.keyboard('{Escape}');
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByRole('dialog', { name: 'Command palette' });
    expect(await violations()).toEqual([]);
  });
});
