// Which Electron goes into a package, and whether it may be released.
import fs from 'node:fs';
import path from 'node:path';
import { inProject } from './project.mjs';

/** @param {{ dist: string }} runtime @returns {string} such as 45.4.1 */
export function runtimeVersion({ dist }) {
  // Every Electron comes with this file; the version of the npm package may be another one's.
  return fs.readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
}

/** Only the version that this project depends on, and that its dependencies' audit is about, is ever released. */
export function isReleasable(version) {
  const wanted = JSON.parse(fs.readFileSync(inProject('package.json'), 'utf8')).devDependencies.electron;
  return version === wanted;
}
