import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import { Application } from './application';
import { Authenticator } from './authenticator';
import { axeFindings } from './axe-in-app';
import { button, field, follow } from './on-a-server';
import { ServerUnderTest } from './served-organization';

const ORGANIZATION = 'Harbor Street Capital';
const OWNER = { name: 'Olivia Reyes', email: 'olivia@harbor.example', password: 'seven quiet lighthouses' };
const BEA = { name: 'Bea Okonkwo', email: 'bea@harbor.example', password: 'paper boats go upstream' };

const stateOf = async (app: Application): Promise<DesktopState> =>
  ((await app.page.evaluate(() => window.countersign.invoke('desktop.state', {}))) as { value: DesktopState })
    .value;

/** A port that was free a moment ago, and none of those that Chromium never calls. */
async function closedPort(): Promise<string> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}

/** Two desktops and a new server: the first creates its organization there, the second is brought to it by a link. */
describe('connecting to a server', () => {
  let server: ServerUnderTest;
  let host: string;
  let owners: Application;
  let beas: Application;
  let link: string;
  const findings: string[] = [];
  const pictures = async (app: Application, name: string): Promise<void> => {
    for (const theme of ['dark', 'light'] as const) {
      await app.appearance(theme);
      for (const found of await axeFindings(app.page)) findings.push(`${name}, ${theme}: ${found}`);
    }
    await app.screenshotBothThemes(`connect-${name}`);
  };
  const heading = (app: Application, name: string | RegExp) => app.page.getByRole('heading', { name });

  beforeAll(async () => {
    server = await ServerUnderTest.start();
    ({ host } = new URL(server.url));
    owners = await Application.start();
  });
  afterAll(async () => {
    await owners?.stop();
    await beas?.stop();
    await server?.stop();
  });

  /** From the seed on the screen to the first session. */
  async function enrol(app: Application): Promise<void> {
    const secret = (await app.page.locator('.enrol .secret').textContent()) ?? '';
    const authenticator = new Authenticator(secret.replace(/\s/g, ''), server.now);
    await field(app, 'Code from your authenticator app').fill(await authenticator.code());
    await app.page.getByRole('list', { name: 'Recovery codes' }).waitFor();
    const codes = await app.page.locator('.recovery-codes li').allTextContents();
    await field(app, 'Type one of them back').fill(codes[0] ?? '');
    await button(app, 'Finish and go in').click();
    await app.page.getByRole('navigation', { name: 'Main' }).waitFor({ timeout: 20_000 });
  }

  test('an address that is none, or where nobody answers, is said on its field', async () => {
    await button(owners, 'Connect to a governance server').click();
    await button(owners, 'Look for it').click();
    await owners.page.getByText('Enter the address of the server.').waitFor();
    await field(owners, 'Address of the server').fill('http://governance.example');
    await button(owners, 'Look for it').click();
    await owners.page.getByText(/all others need https/).waitFor();
    await pictures(owners, 'address-fault');
    const closed = await closedPort();
    await field(owners, 'Address of the server').fill(`http://127.0.0.1:${closed}`);
    await button(owners, 'Look for it').click();
    await owners.page.getByText(`Nothing answers at 127.0.0.1:${closed}.`).waitFor();
  });

  test('a server without an organization wants its set-up token, and no other', async () => {
    await field(owners, 'Address of the server').fill(server.url);
    await button(owners, 'Look for it').click();
    await heading(owners, `Connect to ${host}?`).waitFor();
    await button(owners, 'Create its organization').click();
    await owners.page.getByText(/Enter the set-up token/).waitFor();
    await field(owners, 'Set-up token').fill('not-the-token-at-all');
    await pictures(owners, 'set-up');
    await field(owners, 'Set-up token').fill(server.setupToken);
    await button(owners, 'Create its organization').click();
    await heading(owners, 'Which business is this for?').waitFor();
  });

  test('its Owner creates the organization on it, and is in', async () => {
    await field(owners, 'Name of the organization').fill(ORGANIZATION);
    await field(owners, 'Legal name of the business').fill('Harbor Street Capital LLC');
    await field(owners, 'Registration number').fill('HRB 204-811');
    await owners.page.getByRole('combobox', { name: 'Country of registration' }).fill('swit');
    await owners.page.getByRole('option', { name: 'Switzerland' }).click();
    await field(owners, 'Reference of the verification (KYB)').fill('KYB-2025-0031');
    await owners.page.getByText(/^I act for this business/).click();
    await button(owners, 'Continue').click();
    await heading(owners, 'How will its people sign in?').waitFor();
    await button(owners, 'Continue').click();
    await field(owners, 'Your name').fill(OWNER.name);
    await field(owners, 'E-mail').fill(OWNER.email);
    await field(owners, 'Password').fill(OWNER.password);
    await field(owners, 'The same password again').fill(OWNER.password);
    await button(owners, 'Continue').click();
    await field(owners, `Type ${ORGANIZATION} to go on`).fill(ORGANIZATION);
    await pictures(owners, 'review');
    await button(owners, 'Create organization').click();
    await heading(owners, 'Set up your authenticator').waitFor({ timeout: 20_000 });
    await enrol(owners);
    await owners.page.getByText(`Connected to ${host}`).waitFor();
    await pictures(owners, 'in');
  });

  test('a link with Bea’s code starts her app, names the server, and does nothing before she says so', async () => {
    const invited = (await owners.page.evaluate(
      (person) =>
        window.countersign.invoke('requests.create', {
          operation: 'member.invite',
          params: {
            email: person.email,
            displayName: person.name,
            grants: { workflows: [{ workflow: 'access', permissions: ['view'] }], accounts: [] },
          },
        }),
      BEA,
    )) as { value: { result: { invitationCode: string } } };
    const code = invited.value.result.invitationCode;
    link = `countersign://accept?server=${encodeURIComponent(server.url)}&code=${code}`;
    beas = await Application.start({ args: [link] });
    await heading(beas, `An invitation to ${host}`).waitFor();
    expect((await stateOf(beas)).servers).toEqual([]);
    await pictures(beas, 'invitation');
  });

  test('she accepts with the code that the link brought', async () => {
    await button(beas, `Connect to ${host}`).click();
    await field(beas, 'Choose a password').fill(BEA.password);
    await field(beas, 'The same password again').fill(BEA.password);
    await button(beas, 'Accept').click();
    await heading(beas, `Welcome, ${BEA.name}`).waitFor({ timeout: 20_000 });
    await enrol(beas);
    expect((await stateOf(beas)).servers).toEqual([{ address: server.url, name: ORGANIZATION }]);
  });

  test('while she is signed in another one is only mentioned; hostile ones are nothing at all', async () => {
    const before = await stateOf(beas);
    for (const hostile of [
      'countersign://accept?server=http%3A%2F%2Fevil.example&code=Zx3kQ9aB71mN0pLw42Qq',
      `countersign://accept?server=${encodeURIComponent('https://evil.example/v1')}&code=Zx3kQ9aB71mN0pLw42Qq`,
      'countersign://accept?server=https%3A%2F%2Folga%40evil.example&code=Zx3kQ9aB71mN0pLw42Qq',
      `${link}&code=another`,
      'countersign://request/../../etc/passwd',
      'countersign://approve/req_1',
    ])
      await follow(beas, hostile);
    expect(await stateOf(beas)).toEqual(before);
    await follow(beas, 'countersign://accept?server=https%3A%2F%2Fother.example&code=Zx3kQ9aB71mN0pLw42Qq');
    await beas.page.getByText('An invitation to other.example was opened.').waitFor();
    await pictures(beas, 'mentioned');
    await button(beas, 'Not now').click();
    await beas.page.getByText(/other\.example/).waitFor({ state: 'detached' });
  });

  test('profiles are kept and switched: to the sample, back, and forgotten', async () => {
    await button(beas, /^Your account/).click();
    await beas.page.getByRole('menuitem', { name: 'Switch organization' }).click();
    await button(beas, `Open ${ORGANIZATION}`).waitFor();
    await button(beas, 'Explore a sample organization').click();
    await heading(beas, 'Come in as one of its people').waitFor({ timeout: 40_000 });
    await button(beas, 'Leave the sample').click();
    await button(beas, `Open ${ORGANIZATION}`).click();
    await heading(beas, ORGANIZATION).waitFor();
    await field(beas, 'E-mail').waitFor();
    await pictures(beas, 'sign-in');
    await button(beas, 'Other organizations').click();
    await button(beas, `Forget ${ORGANIZATION}`).click();
    await pictures(beas, 'forget');
    await beas.page.getByRole('button', { name: 'Forget', exact: true }).click();
    await button(beas, `Open ${ORGANIZATION}`).waitFor({ state: 'detached' });
    expect((await stateOf(beas)).servers).toEqual([]);
  });

  test('nothing on the way was complained about, by the pages or by axe', () => {
    expect(findings).toEqual([]);
    expect([...owners.complaints, ...beas.complaints]).toEqual([]);
  });
});
