import { MalformedMessage, ValueReader, ValueWriter, type BusValue } from './values';

export const MESSAGE = { call: 1, answer: 2, error: 3, signal: 4 } as const;

/** Header fields by their codes. */
const FIELD = {
  path: 1,
  interface: 2,
  member: 3,
  errorName: 4,
  replySerial: 5,
  destination: 6,
  sender: 7,
  signature: 8,
} as const;

const FIXED_HEADER = 16;
const LONGEST = 128 * 1024 * 1024;
const LITTLE = 'l'.charCodeAt(0);
const BIG = 'B'.charCodeAt(0);
const VERSION = 1;

/** What is asked of somebody on the bus; arguments are strings (`s`) and 32-bit numbers (`u`). */
export interface BusCall {
  destination: string;
  path: string;
  interface: string;
  member: string;
  args?: readonly (string | number)[];
}

export interface BusMessage {
  type: number;
  path: string;
  interface: string;
  member: string;
  sender: string;
  errorName: string;
  replySerial: number;
  body: BusValue[];
}

export function writeCall(serial: number, call: BusCall): Buffer {
  const args = call.args ?? [];
  const body = new ValueWriter();
  for (const arg of args) {
    if (typeof arg === 'number') body.uint32(arg);
    else body.text(arg);
  }
  const fields = new ValueWriter();
  const field = (code: number, type: 's' | 'o', value: string): void => {
    fields.align(8).byte(code).signature(type).text(value);
  };
  field(FIELD.path, 'o', call.path);
  field(FIELD.interface, 's', call.interface);
  field(FIELD.member, 's', call.member);
  field(FIELD.destination, 's', call.destination);
  const signature = args.map((arg) => (typeof arg === 'number' ? 'u' : 's')).join('');
  if (signature !== '') fields.align(8).byte(FIELD.signature).signature('g').signature(signature);
  return new ValueWriter()
    .byte(LITTLE)
    .byte(MESSAGE.call)
    .byte(0)
    .byte(VERSION)
    .uint32(body.written.length)
    .uint32(serial)
    .uint32(fields.written.length)
    .add(fields.written)
    .align(8)
    .add(body.written).written;
}

/**
 * Takes the first message from what was received.
 * @returns null while it isn't complete; throws what isn't a message
 */
export function takeMessage(received: Buffer): { message: BusMessage; rest: Buffer } | null {
  if (received.length < FIXED_HEADER) return null;
  const [order, type = 0, , version] = received;
  if ((order !== LITTLE && order !== BIG) || version !== VERSION)
    throw new MalformedMessage('no message begins like this');
  const fixed = new ValueReader(received, order === LITTLE, 4);
  const bodyLength = fixed.uint32();
  fixed.uint32();
  const bodyAt = Math.ceil((FIXED_HEADER + fixed.uint32()) / 8) * 8;
  if (bodyAt + bodyLength > LONGEST) throw new MalformedMessage('a message is too long');
  if (received.length < bodyAt + bodyLength) return null;
  const fields = fieldsOf(new ValueReader(received.subarray(0, bodyAt), order === LITTLE, 12));
  const text = (code: number): string => String(fields.get(code) ?? '');
  const body = new ValueReader(received.subarray(bodyAt, bodyAt + bodyLength), order === LITTLE);
  const message = {
    type,
    path: text(FIELD.path),
    interface: text(FIELD.interface),
    member: text(FIELD.member),
    sender: text(FIELD.sender),
    errorName: text(FIELD.errorName),
    replySerial: Number(fields.get(FIELD.replySerial) ?? 0),
    body: body.values(text(FIELD.signature)),
  };
  return { message, rest: received.subarray(bodyAt + bodyLength) };
}

function fieldsOf(header: ValueReader): Map<number, BusValue> {
  const fields = new Map<number, BusValue>();
  const [list] = header.values('a(yv)');
  for (const field of Array.isArray(list) ? list : []) {
    const [code, value] = Array.isArray(field) ? field : [];
    if (typeof code === 'number' && value !== undefined) fields.set(code, value);
  }
  return fields;
}
