import { createHash, randomBytes } from 'node:crypto';
import vm from 'node:vm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PasskeyCreation, PasskeyRequest } from '../../shared/contract/passkeys';
import { systemTiming } from '../../main/backend/remote/timing';
import { readServerAddress, type ServerAddress } from '../../main/backend/remote/server-address';
import { BrowserPasskeys } from '../../main/desktop/browser-passkeys';
import { parseDeepLink } from '../../main/desktop/deep-links';
import { PasskeyCeremonies } from '../../main/server/passkey-ceremonies';
import { PASSKEY_PAGE, PASSKEY_SCRIPT } from '../../main/server/passkey-page';
import { passkeyParty } from '../../main/server/passkey-party';
import { passkeyRoutes } from '../../main/server/passkey-routes';
import { openEngineUnderTest, type EngineUnderTest } from './engine-under-test';
import { serving, type Serving } from './serving';

vi.setConfig({ testTimeout: 30_000 });

const VERIFIER = 'a-word-that-the-desktop-keeps';
const VERIFIER_HASH = createHash('sha256').update(VERIFIER).digest('hex');
const REQUEST: PasskeyRequest = {
  challenge: 'Y2hhbGxlbmdl',
  rpId: 'localhost',
  timeout: 300_000,
  userVerification: 'required',
  allowCredentials: [{ id: 'a2V5', type: 'public-key' }],
};
const CREATION: PasskeyCreation = {
  challenge: 'Y2hhbGxlbmdl',
  rp: { id: 'localhost', name: 'Countersign' },
  user: { id: 'bWVt', name: 'olivia@harbor.example', displayName: 'Olivia' },
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  timeout: 300_000,
  attestation: 'none',
  excludeCredentials: [],
  authenticatorSelection: {
    residentKey: 'discouraged',
    requireResidentKey: false,
    userVerification: 'required',
  },
};
const SIGNED = {
  id: 'a2V5',
  rawId: 'a2V5',
  type: 'public-key' as const,
  response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AQID' },
};

let engine: EngineUnderTest;
let server: Serving;
let clock: number;

beforeEach(async () => {
  clock = 0;
  engine = await openEngineUnderTest();
  const ceremonies = new PasskeyCeremonies({ random: randomBytes, now: () => clock });
  server = await serving(engine.api, { extraRoutes: passkeyRoutes(ceremonies) });
});
afterEach(async () => {
  await server.close();
  await engine.api.close();
});

async function post(path: string, body: unknown) {
  const response = await fetch(`${server.url}/v1/passkey-ceremonies${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, string> };
}
const begin = async () =>
  (await post('', { asked: { kind: 'get', options: REQUEST }, verifierHash: VERIFIER_HASH })).answer as {
    id: string;
    code: string;
  };
const finish = async (code: string) => {
  const { answer } = await post('/finish', { code, credential: SIGNED });
  return parseDeepLink(answer['link'] ?? '') as unknown as { id: string; receipt: string };
};

describe('a ceremony in the browser', () => {
  test('goes from the desktop to the page and back, once', async () => {
    const { id, code } = await begin();
    expect((await post('/open', { code })).answer).toEqual({ kind: 'get', options: REQUEST });
    const link = await finish(code);
    expect(link).toMatchObject({ kind: 'passkey', id });
    const collect = { id, receipt: link.receipt, verifier: VERIFIER };
    expect((await post('/collect', collect)).answer).toEqual({ credential: SIGNED });
    for (const [path, body] of [
      ['/collect', collect],
      ['/open', { code }],
      ['/finish', { code, credential: SIGNED }],
    ] as const)
      expect((await post(path, body)).status).toBe(404);
  });

  test('gives nothing to who began it without the browser’s word, nor to the browser without the desktop’s', async () => {
    for (const wrong of [
      { receipt: 'a-receipt-of-somebody-else', verifier: VERIFIER },
      { receipt: null, verifier: 'another-word-altogether' },
    ]) {
      const { id, code } = await begin();
      const { receipt } = await finish(code);
      const guess = { id, receipt: wrong.receipt ?? receipt, verifier: wrong.verifier };
      expect((await post('/collect', guess)).status).toBe(404);
      // Nobody guesses twice, and the right words come too late.
      expect((await post('/collect', { id, receipt, verifier: VERIFIER })).status).toBe(404);
    }
    const { id } = await begin();
    expect((await post('/collect', { id, receipt: 'before-it-was-made', verifier: VERIFIER })).status).toBe(
      404,
    );
  });

  test('lives as long as a challenge, and there are not too many from one place', async () => {
    const { code } = await begin();
    clock += 5 * 60_000;
    expect((await post('/open', { code })).status).toBe(404);
    for (let count = 0; count < 50; count += 1) await begin();
    expect(
      (await post('', { asked: { kind: 'get', options: REQUEST }, verifierHash: VERIFIER_HASH })).answer,
    ).toMatchObject({ code: 'rate_limited' });
  });

  test.each([
    ['', { asked: { kind: 'get', options: CREATION }, verifierHash: VERIFIER_HASH }],
    ['', { asked: { kind: 'get', options: REQUEST }, verifierHash: 'short' }],
    ['/open', { code: '../../etc/passwd/and-so-on' }],
    ['/finish', { code: 'a-code-that-is-long', credential: { ...SIGNED, type: 'password' } }],
    ['/collect', { id: 'x' }],
    ['/open', { code: 'a-code-that-is-long', more: 1 }],
  ])('takes nothing else: %s %j', async (path, body) => {
    expect((await post(path, body)).answer).toMatchObject({ code: 'validation_failed' });
  });
});

describe('the page', () => {
  test('may load and reach nothing but this server, be framed by nobody, and has no script in it', async () => {
    for (const path of ['/passkey', '/passkey/page.js', '/passkey/page.css']) {
      const response = await fetch(`${server.url}${path}`);
      expect(response.status).toBe(200);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|http|data:|\*/);
    }
    expect(PASSKEY_PAGE).not.toMatch(
      /<script(?! src="\/passkey\/page\.js" defer><\/script>)|style=|\son\w+="/,
    );
    expect(PASSKEY_SCRIPT).not.toMatch(/innerHTML|eval|document\.write/);
  });

  /** Runs the page’s own script with a browser’s parts in place, and presses its button. */
  async function inBrowser(url: string, credentials: object): Promise<string> {
    const { origin, hash } = new URL(url);
    const elements = new Map<string, Record<string, unknown>>();
    const element = (id: string) => {
      const made = elements.get(id) ?? {
        focus: () => undefined,
        addEventListener: (_type: string, press: () => Promise<void>) =>
          Object.assign(elements.get(id) ?? {}, { press }),
      };
      elements.set(id, made);
      return made;
    };
    const location = { hash, pathname: '/passkey', href: url };
    vm.runInNewContext(PASSKEY_SCRIPT, {
      document: { getElementById: element },
      location,
      history: { replaceState: () => undefined },
      navigator: { credentials },
      window: { PublicKeyCredential: {} },
      fetch: (path: string, init: RequestInit) => fetch(new URL(path, origin), init),
      atob,
      btoa,
      Uint8Array,
    });
    const until = async (holds: () => boolean): Promise<void> => {
      for (let turn = 0; turn < 500 && !holds(); turn += 1)
        await new Promise((resolve) => setTimeout(resolve, 10));
    };
    await until(() => element('go')['press'] !== undefined);
    await (element('go')['press'] as () => Promise<void>)();
    return location.href;
  }

  const bufferOf = (text: string): ArrayBuffer => new Uint8Array(Buffer.from(text, 'base64url')).buffer;
  const address = (): ServerAddress => {
    const read = readServerAddress(server.url);
    if (!read.ok) throw new Error('no address');
    return read.value;
  };
  const desktop = (openPage: (url: string) => Promise<void>): BrowserPasskeys =>
    new BrowserPasskeys({
      fetch,
      timing: systemTiming,
      callerFor: () => ({ token: null, device: 'test', address: 'local' }),
      random: randomBytes,
      openPage,
    });

  test('has the authenticator sign for the desktop that asked, and for no other', async () => {
    const asked: unknown[] = [];
    let link = '';
    const other = desktop(() => Promise.resolve());
    void other.ask(address(), { kind: 'get', options: REQUEST });
    const asking: BrowserPasskeys = desktop(async (url) => {
      expect(url).toMatch(/^http:\/\/localhost:\d+\/passkey#[\w-]{43}$/);
      link = await inBrowser(url.replace('localhost', '127.0.0.1'), {
        get: async (options: { publicKey: { challenge: Uint8Array } }) => {
          asked.push(Buffer.from(options.publicKey.challenge).toString());
          return {
            id: 'a2V5',
            rawId: bufferOf('a2V5'),
            type: 'public-key',
            response: {
              clientDataJSON: bufferOf('e30'),
              authenticatorData: bufferOf('AAAA'),
              signature: bufferOf('AQID'),
            },
          };
        },
      });
      const read = parseDeepLink(link);
      if (read?.kind !== 'passkey') throw new Error(`no way back: ${link}`);
      await other.returned(read);
      await asking.returned({ ...read, id: 'of-another-ceremony' });
      void asking.returned(read);
    });
    const made = await asking.ask(address(), { kind: 'get', options: REQUEST });
    expect(made).toEqual({ ok: true, value: { ...SIGNED, clientExtensionResults: {} } });
    expect(asked).toEqual(['challenge']);
    other.cancel();
  });

  test('given up, before or after the page opened, it is over for the desktop too', async () => {
    const givenUp = { ok: false, problem: { code: 'unavailable' } };
    const early = desktop(() => Promise.reject(new Error('a page was opened')));
    const asked = early.ask(address(), { kind: 'create', options: CREATION });
    early.cancel();
    expect(await asked).toMatchObject(givenUp);
    const late: BrowserPasskeys = desktop(async () => late.cancel());
    expect(await late.ask(address(), { kind: 'create', options: CREATION })).toMatchObject(givenUp);
  });
});

describe('whom passkeys are made for', () => {
  test.each([
    ['127.0.0.1', [], false, 'localhost', ['http://localhost:8787']],
    [
      '127.0.0.1',
      ['Governance.example'],
      false,
      'governance.example',
      ['https://governance.example', 'https://governance.example:8787'],
    ],
    [
      '0.0.0.0',
      ['10.0.0.5', 'gov.example'],
      true,
      'gov.example',
      ['https://gov.example', 'https://gov.example:8787'],
    ],
    ['gov.example', [], true, 'gov.example', ['https://gov.example', 'https://gov.example:8787']],
    ['10.0.0.5', [], true, null, []],
  ] as const)('bound to %s, known as %j', (host, names, isTls, id, origins) => {
    const { party, listensAt } = passkeyParty(host, names, isTls);
    listensAt(8787);
    expect(party?.id ?? null).toBe(id);
    expect(party?.origins ?? []).toEqual(origins);
  });
});
