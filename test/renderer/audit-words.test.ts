import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { audit } from '../../renderer/strings/en-audit';

const SOURCES = ['main/engine', 'shared/domain'];

function* sources(folder: string): Generator<string> {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.name.endsWith('.ts'))
      yield fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8');
}

/** Every type of entry that is written anywhere, and the two that are put together of a part. */
function writtenTypes(): string[] {
  const types = new Set(
    ['session', 'second-factor', 'password'].flatMap((at) => [`${at}.refused`, `${at}.locked-out`]),
  );
  for (const folder of SOURCES)
    for (const source of sources(folder))
      for (const [, type = ''] of source.matchAll(/type: '([a-z-]+\.[a-z-]+)'/g)) types.add(type);
  return [...types].sort();
}

it('says every entry of the ledger in words', () => {
  const words = audit.types as Record<string, Record<string, string>>;
  const types = writtenTypes();
  expect(types.length).toBeGreaterThan(40);
  expect(
    types.filter((type) => {
      const [group = '', what = ''] = type.split('.');
      return words[group]?.[what] === undefined;
    }),
  ).toEqual([]);
});
