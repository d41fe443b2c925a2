// The rules of the house as a function from sources to violations. See README for the picture.
import { builtinModules } from 'node:module';
import path from 'node:path';
import type { Source } from './architecture-source.js';

export const SOURCE_FOLDERS = ['shared', 'main', 'preload', 'renderer', 'test', 'scripts'] as const;
export const BRIDGE_FILE = 'renderer/api/bridge.ts';

const LINE_LIMIT = 400;

const SHARED_PACKAGES = [
  'zod',
  'canonicalize',
  '@noble/hashes',
  'ibantools',
  '@scure/base',
  '@scure/btc-signer',
  'micro-eth-signer',
];

/** What may be seen in the page. A library that joins must be a pure view's: no network, no Node. */
const RENDERER_PACKAGES = [
  'react',
  'react-dom',
  'react-aria',
  'react-aria-components',
  'react-stately',
  '@internationalized/date',
  '@internationalized/number',
  'zustand',
  'react-hook-form',
  '@hookform/resolvers',
  'lucide-react',
  'i18next',
  'react-i18next',
  '@xyflow/react',
  '@dagrejs/dagre',
  '@simplewebauthn/browser',
  'qrcode',
  'zod',
];

/** Packages that are Electron or load it. electron-log/node is for plain Node. */
const ELECTRON_PACKAGES = ['electron', 'electron-store', 'electron-log'];
const WITHOUT_ELECTRON = ['electron-log/node'];
const ELECTRON_PLACES = ['main/desktop/', 'main/session/', 'main/index.ts', 'preload/'];

const HTTP_PACKAGES = ['hono', '@hono/node-server', 'axios', 'http', 'https', 'http2'];

const KEBAB_CASE_FILE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const NAMES_THAT_SAY_NOTHING = /^(utils?|helpers?|misc|common)(\.|$)/;

/** @returns one line for each violation: the file, then what is wrong */
export function findViolations(sources: readonly Source[]): string[] {
  const known = new Set(sources.map((source) => source.path));
  return [...sources.flatMap((source) => violationsIn(source, known)), ...findCycles(sources, known)];
}

function violationsIn(source: Source, known: ReadonlySet<string>): string[] {
  const complaints = [
    ...nameComplaints(source),
    ...source.imports.flatMap((specifier) => importComplaints(source, specifier, known)),
  ];
  if (source.hasDefaultExport) complaints.push('has a default export');
  if (source.lineCount >= LINE_LIMIT) complaints.push(`has ${source.lineCount} lines, ${LINE_LIMIT} or more`);
  if (source.path.startsWith('shared/')) {
    complaints.push(
      ...source.clockAndChance.map((name) => `uses ${name}: time and chance come in as parameters`),
    );
  }
  if (source.path.startsWith('renderer/') && source.reachesBridge && source.path !== BRIDGE_FILE) {
    complaints.push(`reaches window.countersign, which is for ${BRIDGE_FILE} alone`);
  }
  return complaints.map((complaint) => `${source.path} ${complaint}`);
}

function nameComplaints({ path: filePath }: Source): string[] {
  const parts = filePath.split('/');
  const complaints: string[] = [];
  if (!parts.every((part) => KEBAB_CASE_FILE.test(part))) complaints.push('is not named in kebab-case');
  if (parts.some((part) => NAMES_THAT_SAY_NOTHING.test(part)))
    complaints.push('has a name that says nothing');
  return complaints;
}

function importComplaints(source: Source, specifier: string, known: ReadonlySet<string>): string[] {
  const complain = (why: string): string[] => [`imports ${specifier}: ${why}`];
  if (specifier.startsWith('.')) {
    const target = resolveRelative(source.path, specifier, known);
    const allowed = foldersOpenTo(source.path);
    return allowed.some((folder) => target.startsWith(folder))
      ? []
      : complain(`not from here, only ${allowed.join(', ')}`);
  }
  const name = packageName(specifier);
  const from = (folder: string): boolean => source.path.startsWith(folder);
  if (from('shared/') && !SHARED_PACKAGES.includes(name)) return complain('not a library shared/ may use');
  if (from('renderer/') && !RENDERER_PACKAGES.includes(name))
    return complain('not a library the renderer may use');
  if (from('preload/') && name !== 'electron') return complain('a sandboxed preload has electron alone');
  if (from('main/engine/') && HTTP_PACKAGES.includes(name)) return complain('the engine knows no HTTP');
  const isElectron = ELECTRON_PACKAGES.includes(name) && !WITHOUT_ELECTRON.includes(specifier);
  if (from('main/') && isElectron && !ELECTRON_PLACES.some(from)) {
    return complain(`Electron is for ${ELECTRON_PLACES.join(', ')}`);
  }
  return [];
}

function foldersOpenTo(filePath: string): readonly string[] {
  if (filePath.startsWith('shared/')) return ['shared/'];
  if (filePath.startsWith('renderer/')) return ['renderer/', 'shared/', 'assets/'];
  if (filePath.startsWith('preload/')) return ['preload/', 'shared/'];
  // The interface that the engine fulfils stands with those who use it.
  if (filePath.startsWith('main/engine/')) {
    return ['main/engine/', 'main/backend/governance-api', 'shared/', 'assets/', 'package.json'];
  }
  if (filePath.startsWith('main/')) return ['main/', 'shared/', 'assets/', 'package.json'];
  if (filePath.startsWith('scripts/')) return ['scripts/'];
  return [''];
}

/** The path of the file meant, as in the sources where it is one of them. */
function resolveRelative(fromFile: string, specifier: string, known: ReadonlySet<string>): string {
  const [withoutQuery = ''] = specifier.split('?');
  const plain = path.posix.join(path.posix.dirname(fromFile), withoutQuery);
  const base = plain.replace(/\.js$/, '');
  const candidates = [plain, `${base}.ts`, `${base}.tsx`, `${plain}/index.ts`, `${plain}/index.tsx`];
  return candidates.find((candidate) => known.has(candidate)) ?? plain;
}

function packageName(specifier: string): string {
  const plain = specifier.replace(/^node:/, '');
  const [first = '', second = ''] = plain.split('/');
  if (builtinModules.includes(first)) return first;
  return plain.startsWith('@') ? `${first}/${second}` : first;
}

/** Type imports count too: two files that need each other are one idea, or three. */
function findCycles(sources: readonly Source[], known: ReadonlySet<string>): string[] {
  const edges = new Map(
    sources.map((source) => [
      source.path,
      source.imports
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => resolveRelative(source.path, specifier, known))
        .filter((target) => known.has(target)),
    ]),
  );
  const finished = new Set<string>();
  const trail: string[] = [];
  const cycles: string[] = [];
  const walk = (file: string): void => {
    const start = trail.indexOf(file);
    if (start !== -1) {
      cycles.push(`${file} is in an import cycle: ${[...trail.slice(start), file].join(' → ')}`);
      return;
    }
    if (finished.has(file)) return;
    trail.push(file);
    for (const next of edges.get(file) ?? []) walk(next);
    trail.pop();
    finished.add(file);
  };
  for (const file of edges.keys()) walk(file);
  return cycles;
}
