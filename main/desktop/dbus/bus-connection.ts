import { connect, type Socket } from 'node:net';
import { socketsOf } from './bus-address';
import { MESSAGE, takeMessage, writeCall, type BusCall, type BusMessage } from './message';
import type { BusValue } from './values';

const BUS = 'org.freedesktop.DBus';
const PATIENCE_MS = 5000;
/** Longer than any answer to a greeting. */
const LONGEST_GREETING = 4096;

export class BusRefusal extends Error {}

/** What is needed of a message bus. */
export interface Bus {
  /** Asks somebody; refusals and silence reject. */
  call(call: BusCall): Promise<BusValue[]>;
  /** Has the bus send what matches a rule of D-Bus. */
  match(rule: string): Promise<void>;
  onSignal(listener: (signal: BusMessage) => void): void;
  /** Called once: the bus is gone, or said something that isn't D-Bus. */
  onLost(listener: () => void): void;
  close(): void;
}

/** Connects to the first socket of an address that answers. */
export async function connectToBus(address: string, env: NodeJS.ProcessEnv): Promise<Bus> {
  let last: unknown = new BusRefusal('the address names no socket');
  for (const place of socketsOf(address, env)) {
    try {
      return await BusConnection.open(place);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

type Waiting = { resolve: (body: BusValue[]) => void; reject: (error: Error) => void };

class BusConnection implements Bus {
  private received: Buffer = Buffer.alloc(0);
  private serial = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly listeners = new Set<(signal: BusMessage) => void>();
  private tellLost: () => void = () => undefined;
  private isLost = false;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', () => this.lose());
    socket.on('close', () => this.lose());
  }

  static async open(place: string): Promise<BusConnection> {
    const socket = await greeted(place);
    const connection = new BusConnection(socket);
    try {
      await connection.ask('Hello');
    } catch (error) {
      connection.close();
      throw error;
    }
    return connection;
  }

  async call(call: BusCall): Promise<BusValue[]> {
    if (this.isLost) throw new BusRefusal('the bus is gone');
    this.serial += 1;
    const { serial } = this;
    return await new Promise<BusValue[]>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(serial);
        reject(new BusRefusal(`${call.member} wasn’t answered`));
      }, PATIENCE_MS);
      const settle =
        <T>(by: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer);
          by(value);
        };
      this.waiting.set(serial, { resolve: settle(resolve), reject: settle(reject) });
      this.socket.write(writeCall(serial, call));
    });
  }

  async match(rule: string): Promise<void> {
    await this.ask('AddMatch', [rule]);
  }
  onSignal(listener: (signal: BusMessage) => void): void {
    this.listeners.add(listener);
  }
  onLost(listener: () => void): void {
    this.tellLost = listener;
    if (this.isLost) listener();
  }
  close(): void {
    this.tellLost = () => undefined;
    this.lose();
  }

  private async ask(member: string, args: readonly string[] = []): Promise<BusValue[]> {
    return await this.call({ destination: BUS, path: '/org/freedesktop/DBus', interface: BUS, member, args });
  }

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    try {
      for (let next = takeMessage(this.received); next !== null; next = takeMessage(this.received)) {
        this.received = next.rest;
        this.take(next.message);
      }
    } catch {
      // After bytes that aren't a message nobody knows where the next one begins.
      this.lose();
    }
  }

  private take(message: BusMessage): void {
    if (message.type === MESSAGE.signal) {
      for (const listener of this.listeners) listener(message);
      return;
    }
    const asked = this.waiting.get(message.replySerial);
    this.waiting.delete(message.replySerial);
    if (message.type === MESSAGE.answer) asked?.resolve(message.body);
    else if (message.type === MESSAGE.error) asked?.reject(new BusRefusal(message.errorName));
  }

  private lose(): void {
    if (this.isLost) return;
    this.isLost = true;
    this.socket.destroy();
    for (const { reject } of this.waiting.values()) reject(new BusRefusal('the bus is gone'));
    this.waiting.clear();
    this.tellLost();
  }
}

/** Connects and says who we are; the bus knows from the socket whether that is true. */
function greeted(place: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(place);
    const timer = setTimeout(() => fail(new BusRefusal('the bus doesn’t answer')), PATIENCE_MS);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('latin1');
      if (!said.includes('\r\n')) {
        if (said.length > LONGEST_GREETING) fail(new BusRefusal('this is no bus'));
        return;
      }
      if (!said.startsWith('OK ')) return fail(new BusRefusal('the bus refuses us'));
      clearTimeout(timer);
      socket.off('data', hear);
      socket.off('error', fail);
      socket.write('BEGIN\r\n');
      resolve(socket);
    };
    socket.once('error', fail);
    socket.on('data', hear);
    socket.once('connect', () => {
      const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
      socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
    });
  });
}
