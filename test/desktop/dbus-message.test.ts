import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { sessionBusAddress, socketsOf, systemBusAddress } from '../../main/desktop/dbus/bus-address';
import { MESSAGE, takeMessage, writeCall } from '../../main/desktop/dbus/message';
import { splitSignature, ValueReader, ValueWriter } from '../../main/desktop/dbus/values';

const CALL = {
  destination: 'org.freedesktop.login1',
  path: '/org/freedesktop/login1',
  interface: 'org.freedesktop.login1.Manager',
  member: 'GetSessionByPID',
};

describe('a message', () => {
  test('is read as it was written', () => {
    const bytes = writeCall(7, { ...CALL, args: ['x', 4711] });
    expect(bytes.length % 4).toBe(0);
    const { message, rest } = takeMessage(Buffer.concat([bytes, Buffer.from('rest')])) ?? {};
    expect(message).toMatchObject({
      type: MESSAGE.call,
      path: CALL.path,
      interface: CALL.interface,
      member: CALL.member,
      body: ['x', 4711],
    });
    expect(rest?.toString()).toBe('rest');
  });

  test('waits until all of it is there', () => {
    const bytes = writeCall(1, { ...CALL, args: ['äöü'] });
    for (let length = 0; length < bytes.length; length += 1)
      expect(takeMessage(bytes.subarray(0, length))).toBeNull();
    expect(takeMessage(bytes)?.message.body).toEqual(['äöü']);
  });

  /** PropertiesChanged as logind sends it, written down by hand: in big-endian order, as another program may. */
  test('of another byte order is read too', () => {
    const text = (value: string): Buffer => {
      const head = Buffer.alloc(4);
      head.writeUInt32BE(Buffer.byteLength(value));
      return Buffer.concat([head, Buffer.from(`${value}\0`)]);
    };
    const padded = (bytes: Buffer, to: number): Buffer =>
      Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);
    const field = (code: number, type: string, value: Buffer): Buffer =>
      Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), value]);
    const fields = Buffer.concat([
      padded(field(1, 'o', text('/a')), 8),
      padded(field(3, 's', text('PropertiesChanged')), 8),
      field(8, 'g', Buffer.from([3, 0x73, 0x62, 0x79, 0])),
    ]);
    const body = Buffer.concat([padded(text('Session'), 4), Buffer.from([0, 0, 0, 1, 9])]);
    const head = Buffer.alloc(16);
    head.set(['B'.charCodeAt(0), MESSAGE.signal, 0, 1]);
    head.writeUInt32BE(body.length, 4);
    head.writeUInt32BE(1, 8);
    head.writeUInt32BE(fields.length, 12);
    const message = takeMessage(Buffer.concat([padded(Buffer.concat([head, fields]), 8), body]))?.message;
    expect(message).toMatchObject({ member: 'PropertiesChanged', body: ['Session', true, 9] });
  });

  test('that is none is refused, whatever it is, and quickly', () => {
    const whole = writeCall(1, { ...CALL, args: ['x', 1] });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (changes) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of changes) bytes[at] = value;
          try {
            const taken = takeMessage(bytes);
            if (taken !== null) expect(taken.rest.length).toBeLessThan(bytes.length);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('values', () => {
  test('of every type are read where they stand', () => {
    const bytes = new ValueWriter().byte(5).uint32(6).text('seven').signature('u').align(4).uint32(8).written;
    expect(new ValueReader(bytes, true).values('yusv')).toEqual([5, 6, 'seven', 8]);
  });

  test('of dictionaries are pairs', () => {
    const entries = new ValueWriter();
    for (const [name, value] of [
      ['Active', 0],
      ['LockedHint', 1],
    ] as const)
      entries.align(8).text(name).signature('b').align(4).uint32(value);
    const length = entries.written.length;
    const bytes = new ValueWriter().uint32(length).align(8).add(entries.written).written;
    expect(new ValueReader(bytes, true).values('a{sv}')).toEqual([
      [
        ['Active', false],
        ['LockedHint', true],
      ],
    ]);
  });

  test.each(['a', '(', '(u', 'a{s', 'z', ')'])('of the type %s are refused', (type) => {
    expect(() => new ValueReader(Buffer.alloc(64), true).values(type)).toThrow();
  });

  test('nested without end are refused', () => {
    const variants = Buffer.concat(Array.from({ length: 100 }, () => Buffer.from([1, 0x76, 0])));
    expect(() => new ValueReader(variants, true).values('v')).toThrow('nested too deeply');
    expect(() => splitSignature('a'.repeat(200))).toThrow();
  });
});

describe('the address of a bus', () => {
  test('is what the environment says, or the usual place', () => {
    expect(systemBusAddress({ DBUS_SYSTEM_BUS_ADDRESS: 'unix:path=/x' })).toBe('unix:path=/x');
    expect(socketsOf(systemBusAddress({}), {})).toContain('/run/dbus/system_bus_socket');
    expect(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/y' })).toBe('unix:path=/y');
    expect(sessionBusAddress({ XDG_RUNTIME_DIR: '/run/user/1000' })).toBe('unix:path=/run/user/1000/bus');
    expect(sessionBusAddress({})).toBeNull();
  });

  test('names sockets of several kinds, in order', () => {
    const address =
      'tcp:host=x;unix:path=/tmp/a%20b,guid=12;unix:abstract=/tmp/dbus-1;unix:runtime=yes;nonsense';
    expect(socketsOf(address, { XDG_RUNTIME_DIR: '/run/user/7' })).toEqual([
      '/tmp/a b',
      '\0/tmp/dbus-1',
      '/run/user/7/bus',
    ]);
  });
});
