import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const inProject = (...parts: string[]): string => path.join(import.meta.dirname, ...parts);

// Node 18 in Electron 25 (the fallback runtime) has no global web crypto, which otplib and others expect.
// `intro`, not `banner`: it comes after "use strict" and before the first module; the block keeps its names to itself.
const WEB_CRYPTO_FOR_NODE_18 =
  "{const w=require('node:crypto').webcrypto;globalThis.crypto??=w;" +
  'globalThis.SubtleCrypto??=w.subtle.constructor;globalThis.CryptoKey??=w.CryptoKey;}';

/** Entries that run outside Electron: with plain Node, or in a worker thread. */
const WITHOUT_ELECTRON = ['server.js', 'verify.js', 'engine-worker.js'];

/** Fails the build where such an entry, or a chunk it shares with the desktop, asks for Electron. */
function refuseElectronIn(entries: readonly string[]): Plugin {
  return {
    name: 'countersign:refuse-electron',
    generateBundle(_options, bundle) {
      for (const entry of entries) {
        const seen = new Set<string>();
        const visit = (name: string, way: readonly string[]): void => {
          if (name === 'electron')
            this.error(`${entry} must run without Electron: ${way.join(' → ')} → electron`);
          const chunk = bundle[name];
          if (chunk?.type !== 'chunk' || seen.has(name)) return;
          seen.add(name);
          for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next, [...way, name]);
        };
        visit(entry, []);
      }
    },
  };
}

/**
 * electron-store checks values with ajv where it is given a JSON schema; ours gets none. Unused, ajv would be two thirds
 * of the code that loads before the window opens.
 */
function withoutAjv(): Plugin {
  const AJV = /^ajv(?:-formats)?(?:\/|$)/;
  const NOTHING = '\0countersign:no-ajv';
  return {
    name: 'countersign:without-ajv',
    enforce: 'pre',
    resolveId: (source, importer) =>
      AJV.test(source) && importer?.includes('/node_modules/conf/') === true ? NOTHING : null,
    load: (id) => (id === NOTHING ? 'export class Ajv2020 {}\nexport default {};' : null),
  };
}

export default defineConfig({
  // Libraries in devDependencies are bundled; those in dependencies (native modules) stay outside, as static requires.
  main: {
    plugins: [refuseElectronIn(WITHOUT_ELECTRON), withoutAjv()],
    build: {
      target: 'node18',
      sourcemap: false,
      rolldownOptions: {
        input: {
          index: inProject('main', 'index.ts'),
          'engine-worker': inProject('main', 'backend', 'local', 'engine-worker.ts'),
          server: inProject('main', 'server', 'index.ts'),
          verify: inProject('main', 'verifier', 'index.ts'),
        },
        output: {
          format: 'cjs',
          // The sources are modules, which are strict; scripts have to say so.
          strict: true,
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Gives the bundler's own runtime a chunk; else it may land in index.js, which the worker then requires.
          strictExecutionOrder: true,
          intro: (chunk) => (chunk.isEntry ? WEB_CRYPTO_FOR_NODE_18 : ''),
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node18',
      sourcemap: false,
      // A sandboxed preload can require nothing but electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: inProject('preload', 'index.ts') },
        output: { format: 'cjs', strict: true, entryFileNames: '[name].js' },
      },
    },
  },
  renderer: {
    root: inProject('renderer'),
    plugins: [react()],
    build: {
      target: 'chrome114',
      sourcemap: false,
      minify: true,
      // The page's CSP takes no data: scripts, styles or fonts, and no inline script.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Read from the disk: what counts is what the first screen loads, and the start bench watches that.
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: inProject('renderer', 'index.html') },
    },
  },
});
