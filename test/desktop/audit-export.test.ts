import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GovernanceApi } from '../../main/backend/governance-api';
import { AuditExports } from '../../main/desktop/audit-export';
import { problem, type Result } from '../../shared/contract/problem';

type Part = { contentType: string; content: string; nextCursor: string | null };

let folder = '';
let chosen: string | null = null;
let token: string | null = 'a token of this session';
let parts: (Result<Part> | (() => Result<Part>))[] = [];
let asked: unknown[] = [];
let progress: number[] = [];
let bugs: unknown[] = [];

const part = (content: string, nextCursor: string | null): Result<Part> => ({
  ok: true,
  value: { contentType: 'application/jsonl; charset=utf-8', content, nextCursor },
});

function exporter(): ReturnType<AuditExports['handlers']> {
  const engine = {
    call: (_name: string, input: unknown) => {
      asked.push(input);
      const next = parts.shift();
      return Promise.resolve(typeof next === 'function' ? next() : next);
    },
  } as unknown as GovernanceApi;
  return new AuditExports({
    engine: () => engine,
    token: () => token,
    callerFor: (one) => ({ token: one, device: 'test', address: 'local' }),
    chooseFile: (suggestion) => {
      asked.push(suggestion);
      return Promise.resolve(chosen);
    },
    today: () => '2026-11-24',
    onProgress: (entries) => progress.push(entries),
    logBug: (_what, error) => bugs.push(error),
  }).handlers();
}

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-save-'));
  chosen = path.join(folder, 'audit.jsonl');
  token = 'a token of this session';
  [parts, asked, progress, bugs] = [[], [], [], []];
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('saving the audit ledger', () => {
  it('writes part after part to the chosen place, for this user’s eyes', async () => {
    parts = [part('head\n1\n2\n', 'more'), part('3\n', null)];
    const saved = await exporter()['desktop.exportAudit']({ format: 'jsonl', type: 'request' });
    expect(saved).toEqual({ ok: true, value: { saved: true, entries: 3 } });
    expect(fs.readFileSync(chosen ?? '', 'utf8')).toBe('head\n1\n2\n3\n');
    if (process.platform !== 'win32') expect(fs.statSync(chosen ?? '').mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(folder)).toEqual(['audit.jsonl']);
    expect(asked).toEqual([
      'Audit 2026-11-24.jsonl',
      { format: 'jsonl', type: 'request' },
      { format: 'jsonl', type: 'request', cursor: 'more' },
    ]);
    expect(progress).toEqual([2, 3]);
  });

  it('asks nobody for anything where no place is chosen', async () => {
    chosen = null;
    expect(await exporter()['desktop.exportAudit']({ format: 'csv' })).toEqual({
      ok: true,
      value: { saved: false, entries: 0 },
    });
    expect(asked).toEqual(['Audit 2026-11-24.csv']);
  });

  it.each([
    [
      'the engine refuses',
      (): Result<Part> => ({ ok: false, problem: problem('unavailable', '') }),
      'unavailable',
    ],
    [
      'the session ends',
      (): Result<Part> => {
        token = null;
        return part('2\n', 'more');
      },
      'session_expired',
    ],
  ])('leaves no file where %s on the way', async (_what, second, code) => {
    fs.writeFileSync(chosen ?? '', 'an older export');
    parts = [part('head\n1\n', 'more'), second, part('3\n', null)];
    expect(await exporter()['desktop.exportAudit']({ format: 'jsonl' })).toMatchObject({
      ok: false,
      problem: { code },
    });
    expect(fs.readdirSync(folder)).toEqual(['audit.jsonl']);
    expect(fs.readFileSync(chosen ?? '', 'utf8')).toBe('an older export');
  });

  it('leaves no file where it is stopped, and runs one at a time', async () => {
    const handlers = exporter();
    let second: Promise<unknown> = Promise.resolve();
    parts = [
      part('head\n1\n', 'more'),
      () => {
        second = handlers['desktop.exportAudit']({ format: 'csv' });
        void handlers['desktop.stopExport']({});
        return part('2\n', 'more');
      },
    ];
    expect(await handlers['desktop.exportAudit']({ format: 'jsonl' })).toMatchObject({
      value: { saved: false },
    });
    expect(await second).toMatchObject({ ok: false, problem: { code: 'conflict' } });
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('says where the place can’t be written to', async () => {
    chosen = path.join(folder, 'not', 'there.jsonl');
    expect(await exporter()['desktop.exportAudit']({ format: 'jsonl' })).toMatchObject({
      ok: false,
      problem: { code: 'unavailable' },
    });
    expect(bugs).toHaveLength(1);
  });
});
