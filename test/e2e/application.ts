import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';

const ROOT = path.resolve('.');
const SCREENSHOTS = path.join(ROOT, 'artifacts/screenshots');

/** The switches this machine needs (root, containers); the script that starts the lane works them out. */
export function machineSwitches(): string[] {
  return JSON.parse(process.env.COUNTERSIGN_ELECTRON_SWITCHES ?? '["--no-sandbox"]') as string[];
}

export interface Start {
  profileFolder?: string;
  /** What its surroundings are besides the test's own. */
  env?: Record<string, string>;
  /** What it is started with, as a link. */
  args?: readonly string[];
  /** The program that starts it, where that isn’t Electron itself. */
  launcher?: string;
}

function newProfileFolder(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'countersign-e2e-'));
}

/** The real application with a profile folder of its own, and everything the page complained about. */
export class Application {
  readonly complaints: string[] = [];
  private constructor(
    readonly electron: ElectronApplication,
    readonly page: Page,
    readonly profileFolder: string,
  ) {}

  static async start({
    profileFolder = newProfileFolder(),
    env = {},
    args = [],
    launcher,
  }: Start = {}): Promise<Application> {
    const electron = await _electron.launch({
      ...(launcher === undefined ? {} : { executablePath: launcher }),
      args: [...machineSwitches(), `--user-data-dir=${profileFolder}`, ROOT, ...args],
      env: { ...process.env, ...env } as Record<string, string>,
    });
    const page = await electron.firstWindow();
    page.setDefaultTimeout(8000);
    const application = new Application(electron, page, profileFolder);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        application.complaints.push(message.text());
    });
    page.on('pageerror', (error) => application.complaints.push(String(error)));
    await page.evaluate(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    await application.resize(1280, 800);
    return application;
  }

  async resize(width: number, height: number): Promise<void> {
    const window = await this.electron.browserWindow(this.page);
    await window.evaluate(
      (browserWindow, size) => {
        browserWindow.setContentSize(size.width, size.height);
      },
      { width, height },
    );
    await this.until(() => this.page.evaluate(() => globalThis.innerWidth), width);
  }

  /** Keeps a picture of what a person would see now among the test artefacts. */
  async screenshot(name: string): Promise<void> {
    fs.mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.evaluate(() => document.fonts.ready);
    await this.page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`), animations: 'disabled' });
  }

  /** The same screen in the other appearance too, then back to light. */
  async screenshotBothThemes(name: string): Promise<void> {
    await this.screenshot(`${name}-light`);
    await this.appearance('dark');
    await this.screenshot(`${name}-dark`);
    await this.appearance('light');
  }

  async appearance(theme: 'light' | 'dark'): Promise<void> {
    await this.page.evaluate(
      (appearance) => window.countersign.invoke('desktop.setAppearance', { appearance }),
      theme,
    );
    await this.until(() => this.page.evaluate(() => document.documentElement.dataset.theme), theme);
  }

  /**
   * Waits until the page answers `wanted`. Playwright's own waitForFunction compiles text in the page, which the page's
   * policy rightly refuses.
   */
  async until<T>(ask: () => Promise<T>, wanted: T): Promise<void> {
    const deadline = Date.now() + 10_000;
    for (let seen = await ask(); seen !== wanted; seen = await ask()) {
      if (Date.now() > deadline) throw new Error(`waited for ${String(wanted)}, still ${String(seen)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async openSample(): Promise<void> {
    await this.page.getByRole('button', { name: 'Explore a sample organization' }).click();
    await this.page.getByRole('heading', { name: 'Come in as one of its people' }).waitFor();
  }

  async signInAs(name: string): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
    await this.page.getByRole('navigation', { name: 'Main' }).waitFor();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: /^Your account/ }).click();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await this.page.getByRole('heading', { name: 'Come in as one of its people' }).waitFor();
  }

  /** Asks as who is signed in here; throws what it was refused for. */
  async ask<T>(name: string, input: object): Promise<T> {
    const answer = (await this.page.evaluate(([called, given]) => window.countersign.invoke(called, given), [
      name,
      input,
    ] as const)) as { ok: true; value: T } | { ok: false; problem: { detail: string } };
    if (!answer.ok) throw new Error(answer.problem.detail);
    return answer.value;
  }

  /** Has main's wall clock leap: the minutes that nobody can wait for. */
  async leap(seconds: number): Promise<void> {
    await this.electron.evaluate((_electron, ms) => {
      const own = globalThis as never as { realNow?: () => number };
      const now = Date.now.bind(Date);
      own.realNow ??= now;
      Date.now = () => now() + ms;
    }, seconds * 1000);
  }

  /** As if it had never leapt. */
  async backToRealTime(): Promise<void> {
    await this.electron.evaluate(() => {
      const { realNow } = globalThis as never as { realNow?: () => number };
      if (realNow !== undefined) Date.now = realNow;
    });
  }

  /** Ends it, by force where it doesn't end by itself: that it does is for `closing` to test. */
  async stop(): Promise<void> {
    const child = this.electron.process();
    const force = setTimeout(() => {
      console.warn('The app had to be ended by force.');
      child.kill('SIGKILL');
    }, 20_000);
    await this.electron.close();
    clearTimeout(force);
    fs.rmSync(this.profileFolder, { recursive: true, force: true });
  }
}

declare global {
  interface Window {
    countersign: { invoke(name: string, input: unknown): Promise<unknown> };
  }
}
