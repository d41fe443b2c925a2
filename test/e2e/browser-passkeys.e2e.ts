import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';
import { stateOf } from './founded-organization';
import { MockedLogind } from './mocked-logind';
import { until } from './notification-service';
import { button, connectTo, field, follow, signIn } from './on-a-server';
import { PersonsBrowser } from './persons-browser';
import { foundTreasury, ServerUnderTest, type ServedTreasury } from './served-organization';

/** Passkeys of a server belong to its domain: they are made and used in the person's browser, and a link leads back. */
describe.runIf(process.platform === 'linux')('a server’s passkeys, in the browser', () => {
  let logind: MockedLogind;
  let server: ServerUnderTest;
  let treasury: ServedTreasury;
  let app: Application;
  let browser: PersonsBrowser;

  beforeAll(async () => {
    logind = await MockedLogind.start();
    server = await ServerUnderTest.start();
    treasury = await foundTreasury(server);
    app = await Application.start({ env: logind.env });
    browser = await PersonsBrowser.beside(app);
    await connectTo(app, server.url);
    await signIn(app, treasury.olivia);
    await until('somebody listens', () => logind.hasListener());
  });
  afterAll(async () => {
    await app?.stop();
    await server?.stop();
    await logind?.stop();
  });

  /** Presses what asks for a passkey; @returns when the app has sent the person to their browser. */
  async function asks(press: () => Promise<void>): Promise<void> {
    const before = await browser.timesAsked();
    await press();
    await until('the browser was opened', async () => (await browser.timesAsked()) === before + 1);
    await app.page.getByText(/opened in your browser/).waitFor();
  }

  test('one is made there, and named here', async () => {
    await button(app, /^Your account/).click();
    await app.page.getByRole('menuitem', { name: 'Settings…' }).click();
    await app.page.getByRole('tab', { name: 'Signing in' }).click();
    await button(app, 'Add a passkey').click();
    await field(app, 'What you call it').fill('Blue key');
    await asks(() => button(app, 'Make the passkey').click());
    await app.screenshotBothThemes('passkey-in-the-browser');
    await follow(app, await browser.useThePasskey());
    await app.page.getByText('Blue key', { exact: true }).waitFor();
  });

  test('a decision is signed there', async () => {
    const { id } = await treasury.bea.initiate(
      'withdrawal.crypto.create',
      { asset: 'BTC', amount: '0.4', addressId: treasury.address },
      { accountId: treasury.account },
    );
    await app.page.evaluate(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 6 * 60_000;
    });
    await server.advance(6 * 60_000);
    await button(app, /^Waiting for me/).click();
    await app.page.getByRole('region', { name: /^Request R-/ }).waitFor();
    await asks(() =>
      button(app, /^Approve/)
        .first()
        .click(),
    );
    await follow(app, await browser.useThePasskey());
    await until('it was approved', async () => {
      const { status } = await treasury.olivia.ask<{ status: string }>('GET', `/v1/requests/${id}`);
      return status === 'completed';
    });
  });

  test('who signs in by it is in; not after the screen was locked meanwhile', async () => {
    await app.page.evaluate(() => window.countersign.invoke('desktop.signOut', {}));
    const asked = async (): Promise<void> => {
      await field(app, 'E-mail').fill(treasury.olivia.email);
      await field(app, 'Password').fill(treasury.olivia.password);
      await asks(() => button(app, 'Use a passkey').click());
    };
    await asked();
    const link = await browser.useThePasskey();
    logind.lock();
    await until('the sheet was cleared', async () => (await stateOf(app)).cleared.because === 'lock-screen');
    expect(await field(app, 'Password').inputValue()).toBe('');
    await follow(app, link);
    await asked();
    expect((await stateOf(app)).session).toBeNull();
    await follow(app, await browser.useThePasskey());
    await app.page.getByRole('navigation', { name: 'Main' }).waitFor();
  });
});
