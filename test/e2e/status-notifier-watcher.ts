import { connect, type Socket } from 'node:net';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const METHOD_CALL = 1;
const METHOD_RETURN = 2;
/** Header fields, by their codes in the D-Bus specification. */
const FIELD = {
  path: 1,
  interface: 2,
  member: 3,
  replySerial: 5,
  destination: 6,
  sender: 7,
  signature: 8,
} as const;

interface Message {
  type: number;
  serial: number;
  fields: Map<number, string | number>;
}

/**
 * The part of a desktop that shows icons in its tray, as far as an app can tell: it has the name on the bus, says that
 * a host is there and takes registrations. Speaks just enough D-Bus
 * (https://dbus.freedesktop.org/doc/dbus-specification.html).
 */
export class StatusNotifierWatcher {
  /** Icons that were registered, by the names of those who did. */
  readonly registered: string[] = [];
  private received = Buffer.alloc(0);
  private serial = 0;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => this.receive(chunk));
  }

  static async start(): Promise<StatusNotifierWatcher> {
    const place = /unix:(path|abstract)=([^,;]+)/.exec(process.env.DBUS_SESSION_BUS_ADDRESS ?? '');
    if (place === null) throw new Error('there is no session bus');
    const [, kind, name = ''] = place;
    const socket = connect(kind === 'abstract' ? `\0${name}` : name);
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
    socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
    await new Promise<void>((resolve) => socket.once('data', () => resolve()));
    socket.write('BEGIN\r\n');
    const watcher = new StatusNotifierWatcher(socket);
    watcher.callBus('Hello', '', Buffer.alloc(0));
    const doNotQueue = Buffer.from([4, 0, 0, 0]);
    watcher.callBus('RequestName', 'su', Buffer.concat([aligned(text(WATCHER), 4), doNotQueue]));
    return watcher;
  }

  stop(): void {
    this.socket.destroy();
  }

  private callBus(member: string, signature: string, body: Buffer): void {
    const bus = 'org.freedesktop.DBus';
    this.send(
      METHOD_CALL,
      [
        [FIELD.path, 'o', '/org/freedesktop/DBus'],
        [FIELD.interface, 's', bus],
        [FIELD.member, 's', member],
        [FIELD.destination, 's', bus],
      ],
      signature,
      body,
    );
  }

  private send(
    type: number,
    fields: [number, string, string | number][],
    signature: string,
    body: Buffer,
  ): void {
    const all: [number, string, string | number][] =
      signature === '' ? fields : [...fields, [FIELD.signature, 'g', signature]];
    let array = Buffer.alloc(0);
    for (const [code, kind, value] of all) {
      const head = Buffer.from([code, 1, kind.charCodeAt(0), 0]);
      const content =
        typeof value === 'number' ? uint32(value) : kind === 'g' ? signatureOf(value) : text(value);
      array = Buffer.concat([aligned(array, 8), head, content]);
    }
    this.serial += 1;
    const fixed = Buffer.concat([
      Buffer.from(['l'.charCodeAt(0), type, 0, 1]),
      uint32(body.length),
      uint32(this.serial),
    ]);
    const header = Buffer.concat([fixed, uint32(array.length), array]);
    this.socket.write(Buffer.concat([aligned(header, 8), body]));
  }

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    while (this.received.length >= 16) {
      const bodyLength = this.received.readUInt32LE(4);
      const headerLength = roundUp(16 + this.received.readUInt32LE(12), 8);
      if (this.received.length < headerLength + bodyLength) return;
      this.answer(parse(this.received.subarray(0, headerLength)));
      this.received = this.received.subarray(headerLength + bodyLength);
    }
  }

  private answer({ type, serial, fields }: Message): void {
    if (type !== METHOD_CALL) return;
    const sender = String(fields.get(FIELD.sender));
    const reply: [number, string, string | number][] = [
      [FIELD.replySerial, 'u', serial],
      [FIELD.destination, 's', sender],
    ];
    const member = fields.get(FIELD.member);
    if (member === 'RegisterStatusNotifierItem') this.registered.push(sender);
    // The one property that is asked for: whether somebody shows the icons.
    const isTrue = Buffer.concat([aligned(signatureOf('b'), 4), uint32(1)]);
    if (member === 'Get') this.send(METHOD_RETURN, reply, 'v', isTrue);
    else this.send(METHOD_RETURN, reply, '', Buffer.alloc(0));
  }
}

function parse(header: Buffer): Message {
  const fields = new Map<number, string | number>();
  const end = 16 + header.readUInt32LE(12);
  for (let at = 16; at < end; at = roundUp(at, 8)) {
    const code = header.readUInt8(at);
    const kind = String.fromCharCode(header.readUInt8(at + 2));
    at += 4;
    if (kind === 'u') {
      fields.set(code, header.readUInt32LE(at));
      at += 4;
    } else {
      const short = kind === 'g';
      const length = short ? header.readUInt8(at) : header.readUInt32LE(at);
      const start = at + (short ? 1 : 4);
      fields.set(code, header.toString('utf8', start, start + length));
      at = start + length + 1;
    }
  }
  return { type: header.readUInt8(1), serial: header.readUInt32LE(8), fields };
}

const roundUp = (length: number, to: number): number => Math.ceil(length / to) * to;

function aligned(bytes: Buffer, to: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(roundUp(bytes.length, to) - bytes.length)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function text(value: string): Buffer {
  return Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(`${value}\0`)]);
}

function signatureOf(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(`${value}\0`)]);
}
