import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { reportOf } from '../../main/verifier/report';
import { NotAnExport, verifyExport, type VerifiedExport } from '../../main/verifier/verify-export';
import { readHeadText, type Head } from '../../shared/domain/audit/entry';
import { readEntry, writeEntry } from '../../shared/domain/audit/export-lines';
import { beforeTheFirst } from './before-the-first';
import { audited, type Audited } from './audit-readers';
import { ledgerOf, rechained } from './forged-ledger';
import type { Person } from './organization-under-test';

let opened: Audited;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-export-'));
beforeTheFirst(async () => {
  opened = await audited();
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function exported(person: Person, input: object = {}): Promise<{ text: string; contentType: string }> {
  let text = '';
  let contentType = '';
  let cursor: string | null = null;
  do {
    const part: { content: string; contentType: string; nextCursor: string | null } = await person.ok(
      'audit.export',
      cursor === null ? input : { ...input, cursor },
    );
    text += part.content;
    ({ contentType, nextCursor: cursor } = part);
  } while (cursor !== null);
  return { text, contentType };
}

let files = 0;
async function verified(
  text: string,
  remembered: Head | null = null,
): Promise<VerifiedExport & { report: string }> {
  const file = path.join(folder, `${(files += 1)}.jsonl`);
  fs.writeFileSync(file, text);
  const found = await verifyExport(file, remembered);
  return { ...found, report: reportOf(found, remembered).join('\n') };
}

describe('an export in JSON Lines', () => {
  it('holds the whole ledger, its own record last, and verifies by itself', async () => {
    const { text, contentType } = await exported(opened.org.owner);
    expect(contentType).toBe('application/jsonl; charset=utf-8');
    const ledger = ledgerOf(opened.store);
    expect(ledger.at(-1)).toMatchObject({ type: 'audit.exported', actor: opened.org.owner.id });
    const { header, verdict, report } = await verified(text);
    expect(header).toMatchObject({
      organization: { name: 'Example Treasury' },
      reader: { displayName: 'Olga' },
      entries: ledger.length,
      head: { seq: ledger.length, chain: ledger.at(-1)?.chain },
      filter: null,
    });
    expect(verdict).toMatchObject({ ok: true, entries: ledger.length, withheld: 0, notJudged: 0 });
    expect(report).toContain('SOUND');
    expect(report).toContain('each was allowed when it was made');
  });

  it('verifies with other spaces and order of keys', async () => {
    const { text } = await exported(opened.org.owner);
    const rewritten = text
      .trimEnd()
      .split('\n')
      .map((line) => {
        const entries = Object.entries(JSON.parse(line) as object).reverse();
        return JSON.stringify(Object.fromEntries(entries)).replaceAll('":', '": ');
      })
      .join('\r\n');
    const { verdict } = await verified(rewritten);
    expect(verdict.faults).toEqual([]);
  });

  it('with payloads withheld still verifies, and says what it could not judge', async () => {
    for (const [reader, judges] of [
      [opened.theo, true],
      [opened.vera, false],
    ] as const) {
      const { text } = await exported(reader);
      expect(text).not.toContain('Elsewhere');
      const { verdict, report } = await verified(text);
      expect(verdict.faults).toEqual([]);
      expect(verdict.withheld).toBeGreaterThan(5);
      expect(verdict.notJudged).toBeGreaterThan(0);
      expect(verdict.judged > 0).toBe(judges);
      expect(report).toContain('Not judged:');
    }
  });

  it('finds what was forged among withheld payloads, where what it stands on is there', async () => {
    const { text } = await exported(opened.theo);
    const lines = text.trimEnd().split('\n');
    const at = lines.findIndex(
      (line) => line.includes('"type":"request.approved"') && line.includes(opened.onMain),
    );
    const forged = [...lines.slice(0, at), ...lines.slice(at + 1)];
    expect((await verified(forged.join('\n'))).verdict.faults[0]).toMatchObject({ code: 'missing' });
  });

  it('finds a decision that was forged with its chain made right, among withheld payloads too', async () => {
    const { text } = await exported(opened.theo);
    const [header = '', ...lines] = text.trimEnd().split('\n');
    const entries = lines.map((line) => readEntry(line)?.entry).filter((entry) => entry !== undefined);
    const kept = entries.filter(
      ({ type, payload }) => !(type === 'request.approved' && payload?.includes(opened.onMain) === true),
    );
    expect(kept).toHaveLength(entries.length - 1);
    const forged = rechained(kept);
    const last = forged.at(-1);
    const start = JSON.stringify({
      ...(JSON.parse(header) as object),
      head: last,
      upTo: last?.seq,
      entries: forged.length,
    });
    const { verdict } = await verified([start, ...forged.map((entry) => writeEntry(entry, {}))].join('\n'));
    expect(verdict.faults[0]).toMatchObject({ code: 'nothing_allowed_it' });
  });

  it('of a stretch of time verifies as a stretch', async () => {
    const ledger = ledgerOf(opened.store);
    const from = new Date(ledger[20]?.at ?? 0).toISOString();
    const to = new Date(ledger[40]?.at ?? 0).toISOString();
    const before = ledger.filter(({ at }) => at < Date.parse(from)).at(-1);
    const { text } = await exported(opened.org.owner, { from, to });
    const { header, verdict, report, read } = await verified(text);
    expect(header).toMatchObject({ filter: { from, to }, after: { seq: before?.seq, chain: before?.chain } });
    expect(verdict.faults).toEqual([]);
    expect(read).toBe(header.entries);
    expect(report).toContain('A stretch of the ledger');
    const shorter = text.trimEnd().split('\n').slice(0, -1).join('\n');
    expect((await verified(shorter)).verdict.faults).toContainEqual(
      expect.objectContaining({ code: 'truncated' }),
    );
  });

  it('of picked entries verifies each by itself', async () => {
    const input = { type: 'request', actorId: opened.ann.id };
    const { text } = await exported(opened.org.owner, input);
    const { header, verdict, read } = await verified(text);
    expect(header).toMatchObject({ filter: input, entries: null });
    expect(read).toBeGreaterThan(1);
    expect(verdict).toMatchObject({ ok: true, judged: 0 });
    const changed = text.replace('"device":"test"', '"device":"else"');
    expect((await verified(changed)).verdict.faults[0]).toMatchObject({ code: 'link' });
  });

  it('finds a cut end, a changed byte, a missing line, two that changed places, and what isn’t JSON', async () => {
    const { text } = await exported(opened.org.owner);
    const lines = text.trimEnd().split('\n');
    const place = 9;
    const [tenth = '', eleventh = ''] = lines.slice(place);
    const having = (replaced: number, ...others: string[]): string[] => [
      ...lines.slice(0, place),
      ...others,
      ...lines.slice(place + replaced),
    ];
    const faultsOf = async (changed: string[]): Promise<string[]> => {
      const { verdict, report } = await verified(changed.join('\n'));
      expect(report).toContain('NOT SOUND');
      return verdict.faults.map(({ code }) => code);
    };
    expect(await faultsOf(lines.slice(0, -2))).toContain('truncated');
    expect(await faultsOf(having(1, tenth.replace('"payload":{"', '"payload":{"x')))).toContain('payload');
    expect(await faultsOf(having(1))).toContain('missing');
    expect(await faultsOf(having(2, eleventh, tenth))).toContain('repeated');
    expect(await faultsOf(having(1, '{"seq":'))).toContain('unreadable');
  });

  it('is held against a head that somebody remembers', async () => {
    const { text } = await exported(opened.org.owner);
    const [, , third] = ledgerOf(opened.store);
    const remembered = readHeadText(`3:${third?.chain ?? ''}`);
    expect((await verified(text, remembered)).report).toContain('The head you remember is in it.');
    const other = readHeadText(`3:${'a'.repeat(64)}`);
    expect((await verified(text, other)).verdict.faults[0]).toMatchObject({ code: 'head', seq: 3 });
    const later = readHeadText(`9999:${'a'.repeat(64)}`);
    expect((await verified(text, later)).verdict.faults.at(-1)).toMatchObject({ code: 'truncated' });
  });

  it.each(['', 'hello', '{}', '{"kind":"countersign-audit-export","version":2}', '[1]'])(
    'says when a file is none: %j',
    async (text) => {
      await expect(verified(text)).rejects.toBeInstanceOf(NotAnExport);
    },
  );
});

describe('an export in CSV', () => {
  it('has a row for each entry, and no cell that a spreadsheet runs', async () => {
    const { org } = opened;
    await org.owner.initiate('account.create', { name: 'Third' });
    await org.owner.call(
      'session.create',
      { email: 'x', password: 'x', totp: '000000' },
      { device: '=SUM(A1)' },
    );
    const { text, contentType } = await exported(org.owner, { format: 'csv' });
    expect(contentType).toBe('text/csv; charset=utf-8');
    const rows = text.trimEnd().split('\r\n');
    expect(rows[0]).toBe('seq,command,at,type,actor,actorName,device,requestId,payloadHash,chain,payload');
    expect(rows).toHaveLength(ledgerOf(opened.store).length + 1);
    expect(text).toContain(`"'=SUM(A1)"`);
    expect(text).not.toMatch(/(^|,)"[=+\-@\t\r]/m);
  });

  it('withholds what the reader may not see', async () => {
    const { text } = await exported(opened.theo, { format: 'csv' });
    expect(text).not.toContain('Elsewhere');
    expect(text).not.toContain(opened.onSecond);
  });
});
