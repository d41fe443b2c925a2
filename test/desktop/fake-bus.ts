import type { Bus } from '../../main/desktop/dbus/bus-connection';
import type { BusCall, BusMessage } from '../../main/desktop/dbus/message';
import type { BusValue } from '../../main/desktop/dbus/values';

/** A message bus and who is on it, as far as they are asked. */
export class FakeBus implements Bus {
  rules: string[] = [];
  closed = false;
  private hear: (signal: BusMessage) => void = () => undefined;
  private tellLost: () => void = () => undefined;
  constructor(private readonly answer: (call: BusCall) => BusValue[] | null) {}

  async call(call: BusCall): Promise<BusValue[]> {
    const answer = this.answer(call);
    if (answer === null) throw new Error('org.freedesktop.DBus.Error.UnknownMethod');
    return answer;
  }
  async match(rule: string): Promise<void> {
    this.rules.push(rule);
  }
  onSignal(listener: (signal: BusMessage) => void): void {
    this.hear = listener;
  }
  onLost(listener: () => void): void {
    this.tellLost = listener;
  }
  close(): void {
    this.closed = true;
  }
  lose(): void {
    this.tellLost();
  }
  signal(path: string, name: string, member: string, body: BusValue[] = []): void {
    const rest = { type: 4, sender: ':1.1', errorName: '', replySerial: 0 };
    this.hear({ ...rest, path, interface: name, member, body });
  }
  /** Properties of something of that interface. */
  changed(path: string, of: string, changes: Record<string, BusValue>): void {
    const pairs = Object.entries(changes).map(([name, value]): BusValue => [name, value]);
    this.signal(path, 'org.freedesktop.DBus.Properties', 'PropertiesChanged', [of, pairs, []]);
  }
}
