import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const electronProgram = createRequire(import.meta.url)('electron') as string;
const IN_A_SPACE_OF_ITS_OWN = ['--mount', '--propagation', 'private'];

/** Why this user may not mount anything for a program of their own; null where they may. */
export const mountRefusal: string | null = process.platform === 'linux' ? refusal() : 'Linux only';

function refusal(): string | null {
  const mount = ['sh', '-c', 'mount -t tmpfs -o size=1m tmpfs "$0"', os.tmpdir()];
  try {
    execFileSync('unshare', [...IN_A_SPACE_OF_ITS_OWN, ...mount], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return String(error);
  }
}

/** Writes a program that starts the app where `mounts`, a line for the shell, holds for the app alone. */
export function launcherWith(folder: string, mounts: string): string {
  const write = (name: string, line: string): string => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    return file;
  };
  const inside = write('inside.sh', `${mounts} && exec '${electronProgram}' "$@"`);
  return write('launcher.sh', `exec unshare ${IN_A_SPACE_OF_ITS_OWN.join(' ')} '${inside}' "$@"`);
}
