/**
 * Values of D-Bus, read and written (https://dbus.freedesktop.org/doc/dbus-specification.html, Marshaling). Only what
 * the bus itself, logind and screen savers say is written; everything can be read.
 */
export type BusValue = string | number | bigint | boolean | BusValue[];

export class MalformedMessage extends Error {}

const LONGEST_ARRAY = 64 * 1024 * 1024;
const DEEPEST = 32;

/** The first complete type of a signature, and what follows it. */
export function splitSignature(signature: string): [type: string, rest: string] {
  const length = lengthOfType(signature, 0);
  return [signature.slice(0, length), signature.slice(length)];
}

function lengthOfType(signature: string, depth: number): number {
  const [first] = signature;
  if (first === undefined || depth > DEEPEST) throw new MalformedMessage('a type is missing');
  if (first === 'a') return 1 + lengthOfType(signature.slice(1), depth + 1);
  const closing = first === '(' ? ')' : first === '{' ? '}' : null;
  if (closing === null) return 1;
  let at = 1;
  while (signature[at] !== closing) at += lengthOfType(signature.slice(at), depth + 1);
  return at + 1;
}

const ALIGNMENT: Readonly<Record<string, number>> = {
  ...{ y: 1, g: 1, v: 1, n: 2, q: 2, b: 4, i: 4, u: 4, s: 4, o: 4, a: 4, h: 4 },
  ...{ x: 8, t: 8, d: 8, '(': 8, '{': 8 },
};

function alignmentOf(type: string): number {
  const found = ALIGNMENT[type[0] ?? ''];
  if (found === undefined) throw new MalformedMessage('a type is unknown');
  return found;
}

/** Reads values one after the other; whatever leads out of the bytes throws. */
export class ValueReader {
  constructor(
    private readonly bytes: Buffer,
    private readonly littleEndian: boolean,
    private at = 0,
  ) {}

  get position(): number {
    return this.at;
  }

  align(to: number): void {
    this.at = Math.ceil(this.at / to) * to;
  }

  /** All values of a signature. Dictionaries are arrays of pairs. */
  values(signature: string): BusValue[] {
    const read: BusValue[] = [];
    for (let rest = signature; rest !== '';) {
      const [type, after] = splitSignature(rest);
      read.push(this.value(type, 0));
      rest = after;
    }
    return read;
  }

  private value(type: string, depth: number): BusValue {
    if (depth > DEEPEST) throw new MalformedMessage('nested too deeply');
    this.align(alignmentOf(type));
    switch (type[0]) {
      case 'y':
        return this.take(1).readUInt8();
      case 'b':
        return this.uint32() !== 0;
      case 'n':
        return this.littleEndian ? this.take(2).readInt16LE() : this.take(2).readInt16BE();
      case 'q':
        return this.littleEndian ? this.take(2).readUInt16LE() : this.take(2).readUInt16BE();
      case 'i':
        return this.littleEndian ? this.take(4).readInt32LE() : this.take(4).readInt32BE();
      case 'u':
      case 'h':
        return this.uint32();
      case 'x':
        return this.littleEndian ? this.take(8).readBigInt64LE() : this.take(8).readBigInt64BE();
      case 't':
        return this.littleEndian ? this.take(8).readBigUInt64LE() : this.take(8).readBigUInt64BE();
      case 'd':
        return this.littleEndian ? this.take(8).readDoubleLE() : this.take(8).readDoubleBE();
      case 's':
      case 'o':
        return this.text(this.uint32());
      case 'g':
        return this.text(this.take(1).readUInt8());
      case 'v':
        return this.variant(depth);
      case 'a':
        return this.array(type.slice(1), depth);
      default:
        return this.fields(type.slice(1, -1), depth);
    }
  }

  uint32(): number {
    return this.littleEndian ? this.take(4).readUInt32LE() : this.take(4).readUInt32BE();
  }

  private text(length: number): string {
    const text = this.take(length).toString('utf8');
    this.take(1);
    return text;
  }

  private variant(depth: number): BusValue {
    const [type, rest] = splitSignature(this.text(this.take(1).readUInt8()));
    if (rest !== '') throw new MalformedMessage('a variant holds one value');
    return this.value(type, depth + 1);
  }

  private array(type: string, depth: number): BusValue[] {
    const length = this.uint32();
    if (length > LONGEST_ARRAY) throw new MalformedMessage('an array is too long');
    this.align(alignmentOf(type));
    const end = this.at + length;
    const items: BusValue[] = [];
    while (this.at < end) items.push(this.value(type, depth + 1));
    if (this.at !== end) throw new MalformedMessage('an array ends elsewhere');
    return items;
  }

  private fields(signature: string, depth: number): BusValue[] {
    const read: BusValue[] = [];
    for (let rest = signature; rest !== '';) {
      const [type, after] = splitSignature(rest);
      read.push(this.value(type, depth + 1));
      rest = after;
    }
    return read;
  }

  private take(length: number): Buffer {
    const end = this.at + length;
    if (end > this.bytes.length) throw new MalformedMessage('it ends too early');
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}

/** Writes values in little-endian order, each where its type wants to stand. */
export class ValueWriter {
  private bytes = Buffer.alloc(0);

  get written(): Buffer {
    return this.bytes;
  }

  align(to: number): this {
    const missing = Math.ceil(this.bytes.length / to) * to - this.bytes.length;
    return this.add(Buffer.alloc(missing));
  }
  byte(value: number): this {
    return this.add(Buffer.from([value]));
  }
  uint32(value: number): this {
    const number = Buffer.alloc(4);
    number.writeUInt32LE(value);
    return this.align(4).add(number);
  }
  text(value: string): this {
    return this.uint32(Buffer.byteLength(value)).add(Buffer.from(`${value}\0`));
  }
  signature(value: string): this {
    return this.byte(value.length).add(Buffer.from(`${value}\0`));
  }
  add(more: Buffer): this {
    this.bytes = Buffer.concat([this.bytes, more]);
    return this;
  }
}
