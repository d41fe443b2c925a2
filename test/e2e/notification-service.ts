import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const SCREENSHOTS = path.resolve('artifacts/screenshots');

/** Popups that stay until they are closed, where a picture shows them. */
const DUNST_SETTINGS = `[global]
    monitor = 0
    follow = none
    width = 380
    origin = top-right
    offset = 16x16
    font = Liberation Sans 11
    frame_width = 1
    markup = full
    corner_radius = 8
    show_indicators = no
[urgency_low]
    timeout = 0
[urgency_normal]
    background = "#f7fafb"
    foreground = "#162025"
    frame_color = "#12607a"
    timeout = 0
[urgency_critical]
    timeout = 0
`;

export interface NotifyCall {
  title: string;
  body: string;
}

/** A real notification service (dunst) on the test's own bus, and everything that is said to it. */
export class NotificationService {
  private heard = '';

  private constructor(
    private readonly folder: string,
    private readonly service: ChildProcess,
    private readonly monitor: ChildProcess,
  ) {
    monitor.stdout?.on('data', (chunk: Buffer) => (this.heard += chunk.toString()));
  }

  static async start(): Promise<NotificationService> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dunst-'));
    const settings = path.join(folder, 'dunstrc');
    fs.writeFileSync(settings, DUNST_SETTINGS);
    const service = spawn('dunst', ['-conf', settings], { stdio: 'ignore' });
    const monitor = spawn('dbus-monitor', ['--session', "interface='org.freedesktop.Notifications'"], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const started = new NotificationService(folder, service, monitor);
    await until('dunst answers', () => started.shown() === 0);
    await until('the monitor listens', () => {
      // Answered by dunst, and heard by the monitor once it is there.
      execFileSync('dbus-send', [
        '--session',
        '--print-reply',
        '--dest=org.freedesktop.Notifications',
        '/org/freedesktop/Notifications',
        'org.freedesktop.Notifications.GetServerInformation',
      ]);
      return started.heard.includes('GetServerInformation');
    });
    return started;
  }

  /** How many popups are on the screen; -1 while nobody answers. */
  shown(): number {
    try {
      return Number(execFileSync('dunstctl', ['count', 'displayed'], { encoding: 'utf8', stdio: 'pipe' }));
    } catch {
      return -1;
    }
  }

  /** Every notification the service was asked for, in order. A call counts once its last argument was heard too. */
  asked(): NotifyCall[] {
    return this.heard
      .split('member=Notify\n')
      .slice(1)
      .filter((call) => /^ {3}int32 -?\d+$/m.test(call))
      .map((call) => {
        // Application, icon, title, body; the id of the one to replace stands between the first two.
        const [, , title = '', body = ''] = [...call.matchAll(/^ {3}string "([\s\S]*?)"$/gm)].map(
          ([, text]) => text,
        );
        return { title, body };
      });
  }

  click(): void {
    execFileSync('dunstctl', ['action', '0']);
  }

  closeAll(): void {
    execFileSync('dunstctl', ['close-all']);
  }

  /** A picture of the whole screen, where popups are. */
  picture(name: string): void {
    fs.mkdirSync(SCREENSHOTS, { recursive: true });
    execFileSync('import', ['-window', 'root', path.join(SCREENSHOTS, `${name}.png`)]);
  }

  async stop(): Promise<void> {
    for (const child of [this.monitor, this.service]) {
      // One that is gone already says so no more.
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
