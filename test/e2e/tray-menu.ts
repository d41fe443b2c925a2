import { execFileSync } from 'node:child_process';

const MENU = 'com.canonical.dbusmenu';

/** The menu of an icon in the tray, read and used as a desktop does it: over the bus. */
export class TrayMenuOnBus {
  /** @param owner whose icon it is, by its name on the bus */
  constructor(private readonly owner: string) {}

  /** What can be read in it, in order; what can't be chosen in parentheses. */
  entries(): string[] {
    return this.items().map(({ label, enabled }) => (enabled ? label : `(${label})`));
  }

  choose(label: string): void {
    const item = this.items().find((one) => one.label === label);
    if (item === undefined) throw new Error(`the tray’s menu has no “${label}”`);
    this.call('Event', String(item.id), 'clicked', '<0>', '@u 0');
  }

  private items(): { id: number; label: string; enabled: boolean }[] {
    const layout = this.call('GetLayout', '0', '@i -1', '@as []');
    return [...layout.matchAll(/\((\d+), (\{[^{}]*\}), @av \[\]\)/g)].flatMap(([, id, properties = '']) => {
      const label = /'label': <'([^']*)'>/.exec(properties)?.[1];
      if (label === undefined || label === '') return [];
      return [{ id: Number(id), label, enabled: !properties.includes("'enabled': <false>") }];
    });
  }

  /** Types are said: nobody describes this object, and a bare -1 would be read as a switch. */
  private call(method: string, ...args: string[]): string {
    return execFileSync(
      'gdbus',
      [
        ...['call', '--session', '--dest', this.owner, '--object-path', '/com/canonical/dbusmenu'],
        ...['--method', `${MENU}.${method}`, ...args],
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
  }
}
