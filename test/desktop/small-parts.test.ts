import { describe, expect, test } from 'vitest';
import { startParts } from '../../main/desktop/parts';
import { redact, redactText } from '../../main/desktop/redaction';
import { refusedSwitch, screenshotOrder } from '../../main/desktop/switches';
import { placeWindow } from '../../main/desktop/window-bounds';

describe('switches', () => {
  test.each([
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--remote-allow-origins=*',
    '--inspect',
    '--inspect-brk=0',
    '--inspect-port=1',
    '-inspect',
    '/remote-debugging-port=1',
    '--js-flags=--expose-gc',
    '--JS-FLAGS=x',
  ])('a release refuses %s', (arg) => expect(refusedSwitch(['.', arg])).toBe(arg.split('=')[0]));

  test('and nothing else', () => {
    expect(
      refusedSwitch(['.', '--no-sandbox', '--user-data-dir=/tmp/inspect', '--screenshot=a.png', 'inspect']),
    ).toBeNull();
  });

  test('a screenshot is ordered by file, after the start or the sample', () => {
    expect(screenshotOrder(['--screenshot=/tmp/a.png'])).toEqual({ file: '/tmp/a.png', after: 'start' });
    expect(screenshotOrder(['--screenshot-after=sample', '--screenshot=a.png'])).toEqual({
      file: 'a.png',
      after: 'sample',
    });
    expect(screenshotOrder(['--screenshot', '--screenshot='])).toBeNull();
  });
});

describe('the window’s place', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  const second = { x: 1920, y: 0, width: 1280, height: 1024 };

  test('is where it was', () => {
    const place = { x: 2000, y: 50, width: 1100, height: 800 };
    expect(placeWindow(place, [screen, second], screen)).toEqual(place);
  });
  test('is the usual one when its screen is gone, or its bar is out of reach', () => {
    for (const place of [
      { x: 2000, y: 50, width: 1100, height: 800 },
      { x: 100, y: -60, width: 1100, height: 800 },
      { x: -1000, y: 50, width: 1100, height: 800 },
      { x: 100, y: 1060, width: 1100, height: 800 },
    ]) {
      expect(placeWindow(place, [screen], screen)).toEqual({ width: 1440, height: 900 });
    }
  });
  test('fits a small screen, and is never smaller than the page can be', () => {
    expect(placeWindow(null, [], { x: 0, y: 0, width: 1280, height: 720 })).toEqual({
      width: 1280,
      height: 720,
    });
    expect(placeWindow({ x: 0, y: 0, width: 300, height: 10 }, [screen], screen)).toMatchObject({
      width: 1024,
      height: 700,
    });
  });
});

describe('the log hides', () => {
  const token = 'q3Zr9vYp0aBcDeFgHiJkLmNoPqRsTuVwXyZ012345_-';
  const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  const planted = ['hunter2 and more', token, seed, '492817', 'a'.repeat(64)];

  test.each<[string, unknown]>([
    [
      'by name',
      {
        password: planted[0],
        totp: '492817',
        session: { token },
        totpSecret: seed,
        'api-key': 'x'.repeat(8),
      },
    ],
    [
      'by look',
      [
        `signed in with ${token}`,
        `code 492817 was used`,
        seed,
        `otpauth://totp/x?secret=${seed}`,
        'a'.repeat(64),
      ],
    ],
    ['inside an error', new Error(`bad password: "hunter2 and more" token=${token}`)],
    ['inside a sentence', `{"password":"hunter2 and more","token":"${token}","code":"492817"}`],
    ['bytes', { seed: new Uint8Array([1, 2, 3]), raw: new Uint8Array([104, 117]) }],
  ])('%s', (_how, value) => {
    const written = JSON.stringify(redact(value));
    for (const secret of planted) expect(written).not.toContain(secret);
    expect(written).not.toContain('104');
  });

  test('and keeps what helps', () => {
    const text =
      'exit code 1 at /opt/countersign/out/main/index.js:120:14 on 2026-11-24T07:00:26.387Z for req_6bba0683ba963c1c918350aa';
    expect(redactText(text)).toBe(text);
  });

  test('and ends at loops', () => {
    const loop: Record<string, unknown> = {};
    loop['again'] = loop;
    expect(JSON.stringify(redact(loop))).toContain('[…]');
  });
});

describe('parts', () => {
  test('stop in the opposite order, though one fails', async () => {
    const order: string[] = [];
    const part = (name: string, fails = false) => ({
      name,
      start: () => {
        order.push(`+${name}`);
        return () => {
          order.push(`-${name}`);
          if (fails) throw new Error(name);
        };
      },
    });
    const stop = startParts(
      [part('a'), part('b', true), { name: 'c', start: () => undefined }, part('d')],
      (name) => order.push(`!${name}`),
    );
    await stop();
    await stop();
    expect(order).toEqual(['+a', '+b', '+d', '-d', '-b', '!b', '-a']);
  });
});
