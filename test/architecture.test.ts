import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findViolations, SOURCE_FOLDERS } from './architecture-rules.js';
import { parseSource, readSources } from './architecture-source.js';

const projectRoot = path.resolve(import.meta.dirname, '..');

describe('the house', () => {
  const sources = readSources(projectRoot, SOURCE_FOLDERS);

  test.each(SOURCE_FOLDERS)('%s/ is read', (folder) => {
    expect(sources.filter((source) => source.path.startsWith(`${folder}/`))).not.toHaveLength(0);
  });

  test('keeps its rules', () => {
    expect(findViolations(sources)).toEqual([]);
  });
});

type Sample = {
  readonly rule: string;
  readonly files: Readonly<Record<string, string>>;
  readonly found: RegExp;
};

const BROKEN: readonly Sample[] = [
  {
    rule: 'shared imports only itself',
    files: { 'shared/domain/a.ts': "import { b } from '../../main/engine/b';" },
    found: /only shared\//,
  },
  {
    rule: 'shared uses listed libraries only',
    files: { 'shared/domain/a.ts': "import { readFileSync } from 'node:fs';" },
    found: /not a library shared/,
  },
  {
    rule: 'a re-export is an import too',
    files: { 'shared/a.ts': "export { z } from 'lodash';" },
    found: /imports lodash/,
  },
  {
    rule: 'so is the type of an import',
    files: { 'shared/a.ts': "export type A = import('electron').App;" },
    found: /imports electron/,
  },
  {
    rule: 'and a dynamic one',
    files: { 'renderer/a.ts': "export const a = () => import('../main/index');" },
    found: /only renderer\//,
  },
  {
    rule: 'the renderer uses view libraries only',
    files: { 'renderer/a.tsx': "import axios from 'axios';" },
    found: /not a library the renderer/,
  },
  {
    rule: 'window.countersign is for one file',
    files: { 'renderer/features/a.tsx': "export const a = () => window.countersign.invoke('x');" },
    found: /reaches window\.countersign/,
  },
  {
    rule: 'however it is written',
    files: { 'renderer/a.ts': 'const { countersign: bridge } = window as any; export { bridge };' },
    found: /reaches window\.countersign/,
  },
  {
    rule: 'the engine knows no Electron',
    files: { 'main/engine/a.ts': "import { app } from 'electron';" },
    found: /Electron is for/,
  },
  {
    rule: 'nor a library that loads it',
    files: { 'main/engine/a.ts': "import Store from 'electron-store';" },
    found: /Electron is for/,
  },
  {
    rule: 'the engine knows no HTTP',
    files: { 'main/engine/a.ts': "import { Hono } from 'hono/tiny';" },
    found: /knows no HTTP/,
  },
  {
    rule: "the engine doesn't know who uses it",
    files: { 'main/engine/a.ts': "import { b } from '../server/b';" },
    found: /only main\/engine\//,
  },
  {
    rule: 'Electron has its places',
    files: {
      'main/backend/local/engine-host.ts': "const { app } = require('electron'); export const a = app;",
    },
    found: /Electron is for/,
  },
  {
    rule: 'the preload has electron and shared alone',
    files: { 'preload/index.ts': "import { z } from 'zod';" },
    found: /electron alone/,
  },
  {
    rule: 'no import cycles',
    files: {
      'main/a.ts': "import { b } from './b'; export const a = b;",
      'main/b.ts': "import type { c } from './c'; export const b = 1;",
      'main/c.ts': "import { a } from './a.js'; export const c = a;",
    },
    found: /main\/a\.ts → main\/b\.ts → main\/c\.ts → main\/a\.ts/,
  },
  { rule: 'kebab-case', files: { 'renderer/ui/PrimaryButton.tsx': '' }, found: /kebab-case/ },
  { rule: 'kebab-case for folders', files: { 'renderer/newRequest/form.tsx': '' }, found: /kebab-case/ },
  { rule: 'names that say something', files: { 'main/utils.ts': '' }, found: /says nothing/ },
  { rule: 'no default exports', files: { 'main/a.ts': 'export default 1;' }, found: /default export/ },
  {
    rule: 'no default function',
    files: { 'main/a.ts': 'export default function a() {}' },
    found: /default export/,
  },
  {
    rule: 'no renamed default',
    files: { 'main/a.ts': 'const a = 1; export { a as default };' },
    found: /default export/,
  },
  { rule: 'short files', files: { 'main/a.ts': '// a line\n'.repeat(400) }, found: /400 lines/ },
  {
    rule: 'no clock in shared',
    files: { 'shared/a.ts': 'export const a = () => Date.now();' },
    found: /Date\.now\(\)/,
  },
  {
    rule: 'no date of now in shared',
    files: { 'shared/a.ts': 'export const a = () => new Date();' },
    found: /new Date\(\)/,
  },
  {
    rule: 'no chance in shared',
    files: { 'shared/a.ts': 'export const a = () => Math.random();' },
    found: /Math\.random\(\)/,
  },
  {
    rule: 'no web crypto in shared',
    files: { 'shared/a.ts': 'export const a = () => globalThis.crypto.randomUUID();' },
    found: /crypto\.randomUUID/,
  },
];

const SOUND: Readonly<Record<string, string>> = {
  'shared/domain/money.ts':
    "import { sha256 } from '@noble/hashes/sha2.js'; export const at = (t: number) => new Date(t);",
  'shared/contract/money.ts':
    "import { z } from 'zod'; import { at } from '../domain/money'; export { z, at };",
  'main/engine/store/a.ts':
    "import { at } from '../../../shared/domain/money.js'; export const now = () => Date.now();",
  'main/server/log.ts': "import log from 'electron-log/node'; export { log };",
  'main/index.ts': "import { app } from 'electron'; import './engine/store/a'; export { app };",
  'renderer/api/bridge.ts': 'export const bridge = window.countersign;',
  'renderer/ui/button.tsx':
    "import './button.css'; import { Button } from 'react-aria-components'; export { Button };",
  'main/long.ts': '// a line\n'.repeat(399),
};

function parse(files: Readonly<Record<string, string>>) {
  return Object.entries(files).map(([file, text]) => parseSource(file, text));
}

describe('the checker', () => {
  test.each(BROKEN)('finds: $rule', ({ files, found }) => {
    const violations = findViolations(parse(files));
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatch(found);
  });

  test('lets sound sources pass', () => {
    expect(findViolations(parse(SOUND))).toEqual([]);
  });
});
