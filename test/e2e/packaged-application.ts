import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { machineSwitches } from './application';

const run = promisify(execFile);
const STARTED_WITHIN_MS = 20_000;

const EXECUTABLES: Readonly<Record<string, string>> = {
  darwin: 'Countersign.app/Contents/MacOS/Countersign',
  win32: 'Countersign.exe',
};

export type Flavour = 'release' | 'test';

/** Packages the app as `npm run dist -- --dir` does. @returns the unpacked folder and the executable in it */
export async function packageApp(flavour: Flavour): Promise<{ folder: string; executable: string }> {
  const output = path.resolve('artifacts', 'package', flavour);
  const options = flavour === 'test' ? ['--test-flavour'] : ['--dir'];
  const { stdout } = await run(process.execPath, ['scripts/dist.mjs', ...options, '--output', output]);
  const folder = stdout.trim().split('\n').at(-1) ?? '';
  return { folder, executable: path.join(folder, EXECUTABLES[process.platform] ?? 'countersign') };
}

/** Starts an executable that is expected to end by itself. */
export async function runToEnd(
  executable: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; output: string }> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-package-'));
  const child = spawn(executable, [...machineSwitches(), `--user-data-dir=${profile}`, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: STARTED_WITHIN_MS,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  fs.rmSync(profile, { recursive: true, force: true });
  return { code: child.exitCode, output };
}

export interface PackagedStart {
  /** Kept by who gives it. */
  profileFolder?: string;
  env?: NodeJS.ProcessEnv;
  args?: readonly string[];
}

/**
 * An app looked at through Chromium's own port. A packaged one of the test flavour: its fuses leave no other way in. Or any
 * where nothing may be set that a person wouldn't set: Playwright's own way brings switches along.
 */
export class PackagedApplication {
  private constructor(
    private readonly child: ChildProcess,
    private readonly browser: Browser,
    readonly page: Page,
    /** Thrown away at the end. */
    private readonly profile: string | null,
  ) {}

  static async start(
    executable: string,
    { profileFolder, env = {}, args = [] }: PackagedStart = {},
  ): Promise<PackagedApplication> {
    const profile = profileFolder ?? fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-package-'));
    const child = spawn(
      executable,
      [...machineSwitches(), `--user-data-dir=${profile}`, '--remote-debugging-port=0', ...args],
      { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } },
    );
    const browser = await chromium.connectOverCDP(await debuggerAddress(child), { noDefaults: true });
    const page = browser.contexts()[0]?.pages()[0];
    if (page === undefined) throw new Error('the packaged app has no page');
    page.setDefaultTimeout(10_000);
    return new PackagedApplication(child, browser, page, profileFolder === undefined ? profile : null);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    await this.browser.close();
    this.child.kill();
    await ended;
    if (this.profile !== null) fs.rmSync(this.profile, { recursive: true, force: true });
  }
}

function debuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stderr === null) throw new Error('its words can’t be read');
    const said: string[] = [];
    const timer = setTimeout(
      () => reject(new Error(`it opened no port: ${said.join('\n')}`)),
      STARTED_WITHIN_MS,
    );
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}
