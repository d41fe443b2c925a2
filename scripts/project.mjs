// Where things are, and which machine this is: asked by every script.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

export const isLinux = process.platform === 'linux';
export const isRoot = process.getuid?.() === 0;

/** @param {string[]} parts a path inside the project */
export function inProject(...parts) {
  return path.join(projectRoot, ...parts);
}

/** The folder for what may be thrown away and made again: `$XDG_CACHE_HOME/countersign` or its platform default. */
export function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  return path.join(base, 'countersign');
}

/** True for the script that `node` was asked to run, false where it was imported. */
export function isMainScript(importMetaUrl) {
  const asked = process.argv[1];
  return asked !== undefined && fs.realpathSync(asked) === fileURLToPath(importMetaUrl);
}

/** Looks a program up on PATH. Null where there is none. */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const candidate = path.join(folder, name);
    try {
      fs.accessSync(candidate, fs.constants.X_OK);
      return candidate;
    } catch {
      // not in this folder
    }
  }
  return null;
}
