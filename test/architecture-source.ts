// Reads the project's sources for architecture.test.ts: what each file imports and which constructs it uses.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export type Source = {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly string[];
  readonly hasDefaultExport: boolean;
  /** Reads the current time, waits for it, or draws a random value: `Date.now()`, `new Date()`, `crypto` … */
  readonly clockAndChance: readonly string[];
  readonly reachesBridge: boolean;
};

const CODE_FILE = /\.(ts|tsx|mjs|cjs)$/;
const GLOBAL_OBJECTS = new Set(['window', 'globalThis', 'self']);
const CLOCK_CALLS = new Set([
  'Date.now',
  'Date',
  'performance.now',
  'setTimeout',
  'setInterval',
  'Math.random',
]);
const BRIDGE = 'countersign';

/** All code files below the folders, parsed. */
export function readSources(root: string, folders: readonly string[]): Source[] {
  return folders
    .flatMap((folder) => listFiles(path.join(root, folder)))
    .filter((file) => CODE_FILE.test(file))
    .map((file) =>
      parseSource(path.relative(root, file).split(path.sep).join('/'), fs.readFileSync(file, 'utf8')),
    );
}

export function parseSource(filePath: string, text: string): Source {
  const tree = ts.createSourceFile(filePath, text, ts.ScriptTarget.Latest, true);
  const imports = new Set<string>();
  const clockAndChance = new Set<string>();
  let hasDefaultExport = false;
  let reachesBridge = false;

  const visit = (node: ts.Node): void => {
    const specifier = importedModule(node);
    if (specifier !== null) imports.add(specifier);
    if (isDefaultExport(node)) hasDefaultExport = true;
    if (isBridgeAccess(node)) reachesBridge = true;
    const chance = clockOrChance(node);
    if (chance !== null) clockAndChance.add(chance);
    ts.forEachChild(node, visit);
  };
  visit(tree);

  return {
    path: filePath,
    lineCount: text.replace(/\n$/, '').split('\n').length,
    imports: [...imports],
    hasDefaultExport,
    clockAndChance: [...clockAndChance],
    reachesBridge,
  };
}

function listFiles(folder: string): string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** import, export … from, import(), require(), import('…') as a type. */
function importedModule(node: ts.Node): string | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? textOf(node.argument.literal) : null;
  if (ts.isExternalModuleReference(node)) return textOf(node.expression);
  if (ts.isCallExpression(node)) {
    const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
    if (isImport || isRequire) return textOf(node.arguments[0]);
  }
  return null;
}

function textOf(node: ts.Node | undefined): string | null {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;
}

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === 'default';
  if (!ts.canHaveModifiers(node)) return false;
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}

/** window.countersign, window['countersign'], const { countersign } = window */
function isBridgeAccess(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) {
    return isGlobalObject(node.expression) && node.name.text === BRIDGE;
  }
  if (ts.isElementAccessExpression(node)) {
    return isGlobalObject(node.expression) && textOf(node.argumentExpression) === BRIDGE;
  }
  if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer) {
    const names = node.name.elements.map((element) => (element.propertyName ?? element.name).getText());
    return isGlobalObject(node.initializer) && names.includes(BRIDGE);
  }
  return false;
}

function isGlobalObject(node: ts.Expression): boolean {
  // Looks through (window as any) and window!.
  let inner = node;
  while (ts.isParenthesizedExpression(inner) || ts.isAsExpression(inner) || ts.isNonNullExpression(inner)) {
    inner = inner.expression;
  }
  return ts.isIdentifier(inner) && GLOBAL_OBJECTS.has(inner.text);
}

function clockOrChance(node: ts.Node): string | null {
  if (ts.isNewExpression(node)) {
    const isNow = node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
    return isNow ? 'new Date()' : null;
  }
  if (ts.isCallExpression(node)) {
    const name = node.expression.getText().replace(/^(globalThis|window|self)\./, '');
    return CLOCK_CALLS.has(name) ? `${name}()` : null;
  }
  if (ts.isPropertyAccessExpression(node)) {
    const isCrypto = /^(globalThis\.|window\.|self\.)?crypto$/.test(node.expression.getText());
    return isCrypto ? node.getText() : null;
  }
  return null;
}
