import { afterAll, beforeAll, expect, test } from 'vitest';
import { treasury, type Treasury } from '../engine/treasury';
import { serving, type Serving } from './serving';

let made: Treasury;
let server: Serving;

beforeAll(async () => {
  made = await treasury();
  server = await serving(made.engine);
});
afterAll(async () => {
  await server.close();
  await made.engine.close();
});

const HEAD = 'account,asset,amount,reference';

async function post(path: string, type: string, body: string, token = made.org.owner.token) {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': type, Authorization: `Bearer ${token ?? ''}` },
    body,
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

test.each(['text/csv', 'text/csv; charset=utf-8', 'TEXT/CSV; header=present; charset="UTF-8"'])(
  'a file of deposits may come as %s',
  async (type) => {
    const { status, answer } = await post(
      '/v1/ledger/import',
      type,
      `${HEAD}\r\nMain,EUR,1,${type.length}\r\n`,
    );
    expect([status, answer['imported']]).toEqual([201, 1]);
  },
);

test.each(['text/plain', 'text/csv; charset=latin1', 'multipart/form-data', 'application/csv'])(
  'but not as %s',
  async (type) => {
    const { status, answer } = await post('/v1/ledger/import', type, `${HEAD}\nMain,EUR,1,other`);
    expect([status, answer['code']]).toEqual([400, 'validation_failed']);
    expect(JSON.stringify(answer)).toContain('text/csv');
  },
);

test('whoever isn’t the Owner, or nobody, is told so; other operations take no CSV', async () => {
  expect((await post('/v1/ledger/import', 'text/csv', 'x', made.ann.token)).answer).toMatchObject({
    code: 'permission_denied',
  });
  expect((await post('/v1/ledger/import', 'text/csv', 'x', 'no-token-at-all')).answer).toMatchObject({
    code: 'unauthenticated',
  });
  expect((await post('/v1/requests', 'text/csv', HEAD)).answer).toMatchObject({ code: 'validation_failed' });
});

test('each fault is named by its line and column', async () => {
  const { status, answer } = await post(
    '/v1/ledger/import',
    'text/csv',
    `${HEAD}\nMain,EUR,1.005,a\nMain,EUR`,
  );
  expect(status).toBe(400);
  expect(answer).toMatchObject({ errors: [{ path: 'csv.2.amount' }, { path: 'csv.3' }] });
});
