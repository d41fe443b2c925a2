import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CopiedSecret } from '../../main/desktop/copied-secret';
import { FakeClocks } from '../session/fakes';

const SECRET = 'JBSWY3DPEHPK3PXP';

let text: string;
let clocks: FakeClocks;
let copied: CopiedSecret;
let bugs: unknown[];
let fails: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  text = '';
  bugs = [];
  fails = false;
  clocks = new FakeClocks();
  const clipboard = {
    readText: () => {
      if (fails) throw new Error('the clipboard is taken');
      return text;
    },
    writeText: (next: string) => void (text = next),
    clear: () => void (text = ''),
  };
  copied = new CopiedSecret(clipboard, clocks, (what) => bugs.push(what));
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = async (milliseconds: number): Promise<void> => {
  clocks.pass(milliseconds);
  await vi.advanceTimersByTimeAsync(milliseconds);
};

describe('a copied secret', () => {
  test('is gone after a minute, and not before', async () => {
    await copied.copy(SECRET);
    await pass(59_999);
    expect(text).toBe(SECRET);
    await pass(1);
    expect(text).toBe('');
  });

  test('leaves alone what was copied since', async () => {
    await copied.copy(SECRET);
    text = 'a shopping list';
    await pass(60_000);
    expect(text).toBe('a shopping list');
  });

  test('counts from the last copy', async () => {
    await copied.copy(SECRET);
    await pass(40_000);
    await copied.copy('another');
    await pass(40_000);
    expect(text).toBe('another');
    await pass(20_000);
    expect(text).toBe('');
  });

  test('doesn’t outlast a sleep that timers didn’t count', async () => {
    await copied.copy(SECRET);
    clocks.sleep(3_600_000);
    await copied.look();
    expect(text).toBe('');
  });

  test('is looked at too early without harm', async () => {
    await copied.copy(SECRET);
    await pass(30_000);
    await copied.look();
    expect(text).toBe(SECRET);
    await pass(30_000);
    expect(text).toBe('');
  });

  test('goes with the app, and nothing else does', async () => {
    await copied.copy(SECRET);
    await copied.takeOff();
    expect(text).toBe('');
    text = 'a shopping list';
    await copied.takeOff();
    expect(text).toBe('a shopping list');
  });

  test('is told of where it can’t be cleared', async () => {
    await copied.copy(SECRET);
    fails = true;
    await pass(60_000);
    expect(bugs).toEqual(['clearing the clipboard']);
  });
});
