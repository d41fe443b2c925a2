import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { until } from './notification-service';

const LOGIN = 'org.freedesktop.login1';
const ROOT = '/org/freedesktop/login1';
const MOCK = 'org.freedesktop.DBus.Mock';
const OWN = 'c7';

/** A message bus in the place of the system's, and on it a logind that does what a test says. */
export class MockedLogind {
  private constructor(
    private readonly folder: string,
    private readonly address: string,
    private readonly started: readonly ChildProcess[],
  ) {}

  static async start(): Promise<MockedLogind> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'system-bus-'));
    const bus = spawn(
      'dbus-daemon',
      ['--session', '--nofork', '--nopidfile', '--print-address=1', `--address=unix:path=${folder}/bus`],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const [address] = (await once(createInterface({ input: bus.stdout }), 'line')) as [string];
    // Not the first Python of the path: the module belongs to the system's.
    const logind = spawn('/usr/bin/python3', ['-m', 'dbusmock', '--system', '--template', 'logind'], {
      env: { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: address },
      stdio: 'ignore',
    });
    const mocked = new MockedLogind(folder, address, [logind, bus]);
    await until('logind answers', () => mocked.answers());
    mocked.addSession(OWN);
    return mocked;
  }

  /** For the app: where it finds the bus, and which session is its own. */
  get env(): Record<string, string> {
    return { DBUS_SYSTEM_BUS_ADDRESS: this.address, XDG_SESSION_ID: OWN };
  }

  addSession(id: string): void {
    this.call(ROOT, `${MOCK}.AddSession`, id, 'seat0', '0', 'somebody', 'true');
  }
  lock(id = OWN): void {
    this.call(`${ROOT}/session/${id}`, `${LOGIN}.Session.Lock`);
  }
  setLockedHint(locked: boolean): void {
    this.call(`${ROOT}/session/${OWN}`, `${LOGIN}.Session.SetLockedHint`, String(locked));
  }
  /** Another session of the seat comes to the front, or ours again. */
  setActive(active: boolean): void {
    const changes = `{'Active': <${String(active)}>}`;
    this.call(`${ROOT}/session/${OWN}`, `${MOCK}.UpdateProperties`, `${LOGIN}.Session`, changes);
  }
  prepareForSleep(begins: boolean): void {
    this.call(
      ROOT,
      `${MOCK}.EmitSignal`,
      `${LOGIN}.Manager`,
      'PrepareForSleep',
      'b',
      `[<${String(begins)}>]`,
    );
  }
  /** Whether somebody asked to be told of signals: the app has found the bus. */
  hasListener(): boolean {
    const names = this.run(
      ['--dest', 'org.freedesktop.DBus', '--object-path', '/', '--method'],
      ['org.freedesktop.DBus.ListNames'],
    );
    // The mock, this question, Chromium's own power monitor, and ours.
    return (names.match(/':1\.\d+'/g) ?? []).length >= 3;
  }

  async stop(): Promise<void> {
    for (const child of this.started) {
      if (child.exitCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private answers(): boolean {
    try {
      this.call(ROOT, 'org.freedesktop.DBus.Peer.Ping');
      return true;
    } catch {
      return false;
    }
  }

  private call(object: string, method: string, ...args: string[]): void {
    this.run(['--dest', LOGIN, '--object-path', object, '--method'], [method, ...args]);
  }

  private run(where: readonly string[], what: readonly string[]): string {
    return execFileSync('gdbus', ['call', '--address', this.address, ...where, ...what], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}
