import http from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { OPERATION_NAMES, operations } from '../../shared/contract/operations';
import { problem } from '../../shared/contract/problem';
import { recordingApi, serving, type Serving } from './serving';

const texts = OPERATION_NAMES.filter((name) => operations[name].answersWith === 'text');

let answer: (input: { cursor?: string }) => unknown = () => ({});
const api = recordingApi((_name, input) => answer(input as { cursor?: string }));
let server: Serving;

beforeAll(async () => {
  server = await serving(api);
});
afterAll(() => server.close());
beforeEach(() => {
  api.asked.length = 0;
});

/** The body as it came, and whether the answer was whole. */
function read(path: string): Promise<{ text: string; type: string | undefined; whole: boolean }> {
  return new Promise((resolve) => {
    const headers = { authorization: 'Bearer x' };
    http
      .get({ host: '127.0.0.1', port: server.port, path, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', () => undefined);
        response.on('close', () =>
          resolve({ text, type: response.headers['content-type'], whole: response.complete }),
        );
      })
      .on('error', () => resolve({ text: '', type: undefined, whole: false }));
  });
}

const pathOf = (name: (typeof texts)[number]): string => operations[name].path.replace(/\{\w+\}/g, 'x');
const chunk = (content: string, nextCursor: string | null) => ({
  contentType: 'text/csv; charset=utf-8',
  content,
  nextCursor,
});

test.each(texts)('%s is sent as text, chunk after chunk, and ends', async (name) => {
  const large = 'a,b\n'.repeat(50_000);
  const chunks = [large, '', large, ''];
  answer = ({ cursor = '0' }) => {
    const at = Number(cursor);
    return chunk(chunks[at] ?? '', at + 1 < chunks.length ? String(at + 1) : null);
  };
  const reply = await read(`${pathOf(name)}?q=1`);
  expect(reply).toMatchObject({ type: 'text/csv; charset=utf-8', whole: true });
  expect(reply.text).toBe(chunks.join(''));
  expect(api.asked.map(({ input }) => (input as { cursor?: string; q: string }).cursor)).toEqual([
    undefined,
    '1',
    '2',
    '3',
  ]);
  expect(api.asked.every(({ input }) => (input as { q: string }).q === '1')).toBe(true);
});

test.each(texts)('%s that ends in the middle isn’t taken for a whole', async (name) => {
  answer = ({ cursor }) => (cursor === undefined ? chunk('a\n', '1') : problem('unavailable', 'x'));
  const reply = await read(pathOf(name));
  expect(reply.whole).toBe(false);
});

test.each(texts)(
  '%s asks for no more than its reader takes, and for nothing when they are gone',
  async (name) => {
    const warnings: string[] = [];
    const warned = (warning: Error): number => warnings.push(warning.name);
    process.on('warning', warned);
    const part = 'x'.repeat(1_000_000);
    answer = ({ cursor = '0' }) => chunk(part, String(Number(cursor) + 1));
    const response = await new Promise<http.IncomingMessage>((resolve) => {
      const headers = { authorization: 'Bearer x' };
      http.get({ host: '127.0.0.1', port: server.port, path: pathOf(name), headers, agent: false }, resolve);
    });
    let taken = 0;
    response.on('error', () => undefined);
    // What sockets hold is all that is asked for ahead; each further part when another was taken.
    for await (const bytes of response as AsyncIterable<Buffer>) {
      taken += bytes.length;
      if (taken > 25_000_000) break;
    }
    expect(api.asked.length).toBeGreaterThan(20);
    expect(api.asked.length).toBeLessThan(100);
    response.destroy();
    await server.send('HEAD', pathOf(name), { token: 'x' });
    const asked = api.asked.length;
    for (let turn = 0; turn < 3; turn += 1) await server.send('HEAD', pathOf(name), { token: 'x' });
    expect(api.asked.length).toBeLessThanOrEqual(asked + 4);
    process.off('warning', warned);
    expect(warnings).toEqual([]);
  },
);

test.each(texts)('%s that is refused is a problem, and HEAD has no body', async (name) => {
  answer = () => problem('permission_denied', 'x');
  expect((await server.send('GET', pathOf(name), { token: 'x' })).json.code).toBe('permission_denied');
  answer = () => chunk('a', null);
  expect(await server.send('HEAD', pathOf(name), { token: 'x' })).toMatchObject({ status: 200, text: '' });
});
