import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const CONFIG_FILES = ['*.config.{ts,mjs}'];

/** Import patterns are matched against what stands in the source; test/architecture.test.ts checks resolved files. */
function mayNotImport(patterns, message) {
  return { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }] };
}

function noClockAndNoChance(message) {
  const call = (object, property) => ({ object, property, message });
  return {
    'no-restricted-properties': [
      'error',
      call('Date', 'now'),
      call('Math', 'random'),
      call('crypto', 'randomUUID'),
      call('crypto', 'getRandomValues'),
    ],
  };
}

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a name is found by searching for it.',
};

export default defineConfig(
  globalIgnores(['node_modules', 'out', 'dist', 'artifacts', 'coverage']),

  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        noDefaultExport,
        { selector: 'TSEnumDeclaration', message: 'Use a constant object with a union type.' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          caughtErrorsIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      // An async function without await is how an interface's promise is kept by code that happens to be synchronous.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: false },
      ],
      // An event handler may be async: React and Electron ignore what it returns, and rejections are caught globally.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },

  {
    files: ['shared/**'],
    rules: {
      ...mayNotImport(
        ['electron', 'node:*', '**/main/**', '**/renderer/**', '**/preload/**', 'react', 'react/*'],
        'shared/ is pure: it runs everywhere and touches nothing.',
      ),
      ...noClockAndNoChance('Time and randomness come into shared/ as parameters.'),
    },
  },
  {
    files: ['renderer/**'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      // Most of the plugin's rules for the React compiler are left out: it is not used here.
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'react-hooks/set-state-in-render': 'error',
      'react-hooks/error-boundaries': 'error',
      ...mayNotImport(
        ['electron', 'node:*', '**/main/**', '**/preload/**'],
        'The renderer is a view: it imports shared/ and reaches main through renderer/api/bridge.ts.',
      ),
    },
  },
  {
    files: ['main/engine/**'],
    rules: mayNotImport(
      ['electron', 'electron-*', 'hono', 'hono/*', '@hono/*', 'axios', 'node:http', 'node:https'],
      'The engine knows neither Electron nor HTTP.',
    ),
  },
  {
    files: ['main/server/**', 'main/backend/**', 'main/ipc/**'],
    rules: mayNotImport(
      ['electron', 'electron/*'],
      'electron is for main/desktop, main/session, main/index.ts and preload.',
    ),
  },
  {
    files: ['preload/**'],
    rules: mayNotImport(
      ['**/main/**', '**/renderer/**', 'node:*'],
      'The sandboxed preload has electron and shared/ only.',
    ),
  },

  {
    // The command line talks to a person.
    files: ['main/server/**', 'test/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // Tests look into untyped places: pages, replies, broken inputs.
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: CONFIG_FILES, rules: { 'no-restricted-syntax': 'off' } },

  {
    files: ['**/*.{js,mjs,cjs}'],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    files: ['scripts/**', '**/*.{mjs,cjs}'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
  },
);
