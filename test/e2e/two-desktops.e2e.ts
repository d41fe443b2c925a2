import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Application } from './application';
import { axeFindings } from './axe-in-app';
import { NotificationService, until } from './notification-service';
import { button, connectTo, field, follow, hide, isVisible, signIn, signOut } from './on-a-server';
import {
  foundTreasury,
  ServerUnderTest,
  type ServedRequest,
  type ServedTreasury,
} from './served-organization';

const MINUTE = 60_000;
/** Desktops try a lost server again after half a minute at most. */
const LONGEST_RETRY_MS = 45_000;
const REASON = 'Planned for the audit on Friday';

/** Two people at two computers, one server, and a notification service that hears both. The bus is Linux's. */
describe.runIf(process.platform === 'linux')('two desktops on one server', () => {
  let server: ServerUnderTest;
  let service: NotificationService;
  let treasury: ServedTreasury;
  let beas: Application;
  let olivias: Application;

  beforeAll(async () => {
    service = await NotificationService.start();
    server = await ServerUnderTest.start();
    treasury = await foundTreasury(server);
    [beas, olivias] = await Promise.all([Application.start(), Application.start()]);
  });
  afterAll(async () => {
    await Promise.all([beas?.stop(), olivias?.stop()]);
    await server?.stop();
    await service?.stop();
  });

  /** Bea’s withdrawal, from somewhere else than her desktop. */
  const withdraw = (amount: string): Promise<ServedRequest> =>
    treasury.bea.initiate(
      'withdrawal.crypto.create',
      { asset: 'BTC', amount, addressId: treasury.address },
      { accountId: treasury.account },
    );
  const askedAbout = ({ number }: { number: number }): string[] =>
    service
      .asked()
      .filter(({ body }) => body === `Request R-${String(number)}`)
      .map(({ title }) => title);
  const regionOf = (app: Application, { number }: { number: number }) =>
    app.page.getByRole('region', { name: `Request R-${String(number)}` });
  const reasonOf = (app: Application) => app.page.getByRole('textbox', { name: 'Reason' });
  const offline = (app: Application) => app.page.getByText(/^Offline since [^.]*\.$/).first();
  const findings: string[] = [];
  const pictures = async (app: Application, name: string): Promise<void> => {
    for (const theme of ['dark', 'light'] as const) {
      await app.appearance(theme);
      for (const found of await axeFindings(app.page)) findings.push(`${name}, ${theme}: ${found}`);
    }
    await app.screenshotBothThemes(`server-${name}`);
  };
  let first: ServedRequest;
  let second: ServedRequest;

  test('both connect and sign in', async () => {
    await connectTo(beas, server.url);
    await signIn(beas, treasury.bea);
    await connectTo(olivias, server.url);
    await signIn(olivias, treasury.olivia);
    for (const app of [beas, olivias])
      await app.page.getByText(`Connected to ${new URL(server.url).host}`).waitFor();
  });

  test('Bea asks for a withdrawal, and Olivia’s computer tells her, once', async () => {
    await hide(olivias);
    await beas.page.keyboard.press('n');
    const form = beas.page.getByRole('dialog', { name: 'New withdrawal' });
    for (const [label, option] of [
      [/From account/, /Main/],
      [/Asset/, /^BTC/],
      [/To address/, /Cold storage A/],
    ] as const) {
      const trigger = form.getByRole('button', { name: label });
      if (option.test((await trigger.textContent()) ?? '')) continue;
      await trigger.click();
      await beas.page.getByRole('option', { name: option }).first().click();
    }
    await field(beas, 'Amount').fill('1.5');
    await beas.page.getByText('Waits for Olivia Reyes').waitFor();
    await button(beas, 'Ask for approval').click();
    await beas.page
      .getByText(/is waiting for approvals/)
      .first()
      .waitFor();
    const { items } = await treasury.bea.ask<{ items: ServedRequest[] }>(
      'GET',
      '/v1/requests?view=initiated-by-me&status=pending',
    );
    first = items[0] as ServedRequest;
    await until('a popup shows', () => service.shown() === 1);
    // The monitor of the bus may hear of it a little later.
    await until('it was heard of', () => askedAbout(first).length > 0);
    expect(askedAbout(first)).toEqual(['A withdrawal waits for your decision']);
  });

  test('a click on it opens the request; approving asks for a second factor again after five minutes', async () => {
    await hide(beas);
    await server.advance(6 * MINUTE);
    service.click();
    await until('the window shows', () => isVisible(olivias));
    await regionOf(olivias, first).waitFor();
    await button(olivias, 'Approve and send').click();
    const code = olivias.page.getByRole('textbox', { name: /code/i }).first();
    await code.waitFor();
    await code.fill(await treasury.olivia.authenticator.code());
    await button(olivias, 'Approve and send').click();
    await olivias.page
      .getByText(/It was the last approval/)
      .first()
      .waitFor();
  });

  test('Bea is told that hers is completed, and sees it', async () => {
    await until('her computer told her', () => askedAbout(first).includes('Your withdrawal is completed'));
    service.click();
    await until('the window shows', () => isVisible(beas));
    await regionOf(beas, first).getByText('Completed', { exact: true }).first().waitFor();
    expect(askedAbout(first)).toEqual([
      'A withdrawal waits for your decision',
      'Your withdrawal is completed',
    ]);
  });

  test('without the server both say since when, nothing can be decided, and drafts live', async () => {
    await hide(olivias);
    second = await withdraw('0.25');
    await until('a popup shows', () => service.shown() === 1);
    service.click();
    await regionOf(olivias, second).waitFor();
    await reasonOf(olivias).fill(REASON);
    await beas.page.keyboard.press('n');
    await field(beas, /^Note/).fill('a note that stays');

    await server.kill();
    await Promise.all([offline(olivias).waitFor(), offline(beas).waitFor()]);
    expect(await button(olivias, /^Approve/).isDisabled()).toBe(true);
    expect(await button(olivias, /^Reject/).isDisabled()).toBe(true);
    await olivias.page.getByText('Offline: deciding needs the server.').waitFor();
    await reasonOf(olivias).fill(`${REASON}, as agreed`);
    await beas.page.getByText(/sending waits for the server/).waitFor();
    expect(await field(beas, /^Note/).inputValue()).toBe('a note that stays');
    await pictures(olivias, 'offline-request');
    await beas.screenshotBothThemes('server-offline-form');
    await olivias.page.keyboard.press('Escape');
    await button(olivias, /^Accounts/).click();
    await olivias.screenshotBothThemes('server-offline-accounts');
    await button(olivias, /^Waiting for me/).click();
  });

  test('with it back they catch up: nothing is missed, and nothing told twice', async () => {
    await hide(olivias);
    await server.again();
    const third = await withdraw('0.5');
    await until('what came meanwhile is told', () => askedAbout(third).length > 0, LONGEST_RETRY_MS);
    for (const app of [olivias, beas])
      await offline(app).waitFor({ state: 'detached', timeout: LONGEST_RETRY_MS });
    const fourth = await withdraw('0.75');
    await until('what comes now is told', () => askedAbout(fourth).length > 0);
    for (const one of [second, third, fourth])
      expect(askedAbout(one)).toEqual(['A withdrawal waits for your decision']);
    expect(askedAbout(first)).toHaveLength(2);
    service.closeAll();

    await follow(olivias, `countersign://request/${second.id}`);
    await regionOf(olivias, second).waitFor();
    expect(await reasonOf(olivias).inputValue()).toBe(`${REASON}, as agreed`);
    expect(await button(olivias, /^Approve/).isEnabled()).toBe(true);
    expect(await field(beas, /^Note/).inputValue()).toBe('a note that stays');
    await beas.page.keyboard.press('Escape');
  });

  test('signed out, Olivia’s computer says how many wait, and no more', async () => {
    await signOut(olivias);
    await hide(olivias);
    const before = service.asked().length;
    await withdraw('0.1');
    await until('it is told', () => service.asked().length > before);
    expect(service.asked().slice(before)).toEqual([
      { title: '4 requests wait for your decision', body: 'Open Countersign to review.' },
    ]);
  });

  test('so it does after a restart, of what is new since then; a link opens the request once she signed in', async () => {
    const { profileFolder } = olivias;
    await olivias.electron.close();
    service.closeAll();
    const before = service.asked().length;
    const fifth = await withdraw('0.2');
    olivias = await Application.start({ profileFolder, args: [`countersign://request/${fifth.id}`] });
    await until('it is told', () => service.asked().length > before);
    expect(service.asked().slice(before)).toEqual([
      { title: '5 requests wait for your decision', body: 'Open Countersign to review.' },
    ]);

    await pictures(olivias, 'welcome-kept');
    await button(olivias, `Open ${treasury.organization}`).click();
    await server.advance(MINUTE);
    await signIn(olivias, treasury.olivia);
    await regionOf(olivias, fifth).waitFor();
    expect(service.shown()).toBe(0);
  });

  test('revoked on the server, the computer is told nothing any more', async () => {
    await signOut(olivias);
    const { items } = await treasury.olivia.ask<{ items: { id: string }[] }>('GET', '/v1/devices');
    expect(items).toHaveLength(1);
    const stepUp = { totp: await treasury.olivia.authenticator.code() };
    const revoked = await fetch(`${server.url}/v1/devices/${items[0]?.id ?? ''}`, {
      method: 'DELETE',
      headers: {
        Authorization: `Bearer ${treasury.olivia.token}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ stepUp }),
    });
    expect(revoked.status).toBe(200);
    const before = service.asked().length;
    await withdraw('0.05');
    await until('the number is gone', async () => service.shown() === 0);
    expect(service.asked()).toHaveLength(before);
  });

  test('nothing on the way was complained about, by the pages or by axe', () => {
    expect(findings).toEqual([]);
    expect([...beas.complaints, ...olivias.complaints]).toEqual([]);
  });
});
