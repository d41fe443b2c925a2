import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { FOUNDING } from '../desktop/founding';
import { Application } from './application';
import { Authenticator } from './authenticator';
import { axeFindings } from './axe-in-app';
import { MockedLogind } from './mocked-logind';
import { until } from './notification-service';

const NAME = 'Quay Trust';

/** What stands on the screen before anybody has signed in is nobody else's either, once the person has gone. */
describe.runIf(process.platform === 'linux')('before anybody signs in', () => {
  let logind: MockedLogind;
  let app: Application;

  beforeAll(async () => {
    logind = await MockedLogind.start();
    app = await Application.start({ env: logind.env });
    await until('somebody listens', () => logind.hasListener());
  });
  afterAll(async () => {
    await app.stop();
    await logind.stop();
  });

  const button = (name: string | RegExp): Locator => app.page.getByRole('button', { name });
  const field = (label: string | RegExp): Locator => app.page.getByLabel(label, { exact: true });
  const everything = (): Promise<string> =>
    app.page.evaluate(() =>
      JSON.stringify([
        document.documentElement.outerHTML,
        [...document.querySelectorAll('input')].map(({ value }) => value),
        { ...localStorage, ...sessionStorage },
      ]),
    );

  async function toTheAuthenticator(): Promise<string> {
    const { page } = app;
    await button('Create an organization on this computer').click();
    await field('Name of the organization').fill(NAME);
    await field('Legal name of the business').fill('Quay Trust AG');
    await field('Registration number').fill('CHE-1');
    await page.getByRole('combobox', { name: 'Country of registration' }).fill('swit');
    await page.getByRole('option', { name: 'Switzerland' }).click();
    await field('Reference of the verification (KYB)').fill('KYB-7');
    await page.getByText(/^I act for this business/).click();
    await button('Continue').click();
    await page.getByRole('heading', { name: 'How will its people sign in?' }).waitFor();
    await button('Continue').click();
    await field('Your name').fill(FOUNDING.owner.displayName);
    await field('E-mail').fill(FOUNDING.owner.email);
    await field('Password').fill(FOUNDING.owner.password);
    await field('The same password again').fill(FOUNDING.owner.password);
    await button('Continue').click();
    await field('Passphrase').fill('nine herons on the quay');
    await field('The same again').fill('nine herons on the quay');
    await field(`Type ${NAME} to go on`).fill(NAME);
    await button('Create organization').click();
    const secret = page.locator('.enrol .secret');
    await secret.waitFor();
    return ((await secret.textContent()) ?? '').replace(/\s/g, '');
  }

  test('a lock takes the recovery codes off the screen, and what was begun with them', async () => {
    const secret = await toTheAuthenticator();
    await field('Code from your authenticator app').fill(await new Authenticator(secret).code());
    await app.page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    const codes = await app.page.locator('.recovery-codes li').allTextContents();
    expect(codes).toHaveLength(10);

    logind.lock();
    await app.page.getByText(/given up when the screen was locked/).waitFor();
    const left = await everything();
    for (const gone of [...codes, secret, FOUNDING.owner.email]) expect(left).not.toContain(gone);
    expect(await axeFindings(app.page)).toEqual([]);
    await app.screenshotBothThemes('given-up');
    await until('nothing of it is on the disk', () =>
      fs.readdirSync(app.profileFolder).every((name) => !/^(organization|founding-)/.test(name)),
    );
    const refused = await app.page.evaluate(
      (recoveryCode) => window.countersign.invoke('desktop.finishEnrolment', { recoveryCode }),
      codes[0],
    );
    expect(refused).toMatchObject({ ok: false, problem: { code: 'conflict' } });
  });

  test('a quarter of an hour without anybody takes the authenticator’s key off the screen', async () => {
    const secret = await toTheAuthenticator();
    expect((await everything()).replace(/\s/g, '')).toContain(secret);
    await app.leap(16 * 60);
    await app.page.getByText(/given up after a while without input/).waitFor();
    expect((await everything()).replace(/\s/g, '')).not.toContain(secret);
    await app.backToRealTime();
  });

  test('a password half typed goes with the lock', async () => {
    await app.openSample();
    await app.page.getByLabel('E-mail', { exact: true }).fill('ingrid@example.com');
    await field('Password').fill('planted pass phrase');
    await button(/^Show/).first().click();
    logind.lock();
    await until('the sheet is empty', async () => !(await everything()).includes('planted'));
  });
});
