import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../main/server/command-line';
import { usage } from '../../main/server/usage';

const parse = (...args: string[]) => parseCommandLine(args, '/data');
const refusal = (...args: string[]) => {
  try {
    return parse(...args);
  } catch (error) {
    return error;
  }
};

describe('the arguments', () => {
  test('have defaults that are safe', () => {
    expect(parse()).toMatchObject({
      host: '127.0.0.1',
      port: 8787,
      publicHosts: [],
      tls: null,
      testClock: false,
      secretKeyFile: null,
    });
  });

  test('say how clients may know it', () => {
    expect(
      parse('--public-host', 'governance.example', '--public-host', '[2001:db8::1]')?.publicHosts,
    ).toEqual(['governance.example', '[2001:db8::1]']);
    for (const name of ['a b', 'https://x', 'x:80', '', '-x', 'x/y'])
      expect(refusal('--public-host', name)).toMatchObject({ code: 'usage' });
  });

  test('plain HTTP leaves the machine only where that is said, TLS without', () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.7', 'example.org'])
      expect(refusal('--host', host)).toMatchObject({ code: 'insecure_http' });
    expect(parse('--host', '0.0.0.0', '--insecure-http')).toMatchObject({ host: '0.0.0.0', tls: null });
    expect(parse('--host', '0.0.0.0', '--tls-cert', 'c.pem', '--tls-key', 'k.pem')?.tls).toMatchObject({
      certFile: expect.stringMatching(/c\.pem$/),
      keyFile: expect.stringMatching(/k\.pem$/),
    });
    expect(refusal('--tls-cert', 'c.pem')).toMatchObject({ code: 'usage' });
    expect(refusal('--tls-key', 'k.pem')).toMatchObject({ code: 'usage' });
  });

  test('the test clock stays on the machine, whatever else is allowed', () => {
    for (const more of [['--insecure-http'], ['--tls-cert', 'c', '--tls-key', 'k']])
      expect(refusal('--host', '0.0.0.0', '--test-clock', ...more)).toMatchObject({ code: 'usage' });
    expect(parse('--test-clock', '--host', '::1')).toMatchObject({ testClock: true });
  });

  test('limits are numbers, and 0 is none', () => {
    expect(
      parse('--rate-limit', '0', '--sign-in-limit', '7', '--max-connections', '9')?.limits,
    ).toMatchObject({ requestsPerSecond: null, signInsPerMinute: 7, connections: 9 });
    for (const args of [
      ['--rate-limit', '-1'],
      ['--rate-limit', 'x'],
      ['--sign-in-limit', '1.5'],
      ['--max-connections', '0'],
      ['--port', '65536'],
      ['--host', ''],
      ['surplus'],
    ])
      expect(refusal(...args)).toMatchObject({ code: 'usage' });
  });

  test('PostgreSQL is refused plainly, and so is what is no database', () => {
    expect(refusal('--database', 'postgres://db.example/x')).toMatchObject({
      code: 'database',
      message: expect.stringContaining('isn’t supported yet'),
    });
    expect(refusal('--database', 'postgresql://db.example/x')).toMatchObject({ code: 'database' });
    expect(refusal('--database', 'mysql://x')).toMatchObject({ code: 'usage' });
  });

  test('--help tells of every one of them', () => {
    expect(parse('--help')).toBeNull();
    const text = usage('/data');
    for (const option of [
      'port',
      'host',
      'public-host',
      'tls-cert',
      'tls-key',
      'insecure-http',
      'data',
      'secret-key',
      'database',
      'rate-limit',
      'sign-in-limit',
      'max-connections',
      'test-clock',
      'help',
    ])
      expect(text).toContain(`--${option} `);
  });
});
