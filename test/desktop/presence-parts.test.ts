import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeClosing, type ClosingSituation } from '../../main/desktop/closing-verdict';
import { isOneOf } from '../../main/desktop/recovery-codes';
import { hasSessionBus } from '../../main/desktop/session-bus';
import { hasTray } from '../../main/desktop/tray/tray-available';
import { trayMenu, trayTip } from '../../main/desktop/tray/tray-menu';
import { trayIsWanted } from '../../main/desktop/tray/tray-wanted';
import { aSession, FakeClocks } from '../session/fakes';

describe('closing the window', () => {
  const usual: ClosingSituation = {
    closing: 'ask',
    trayAvailable: true,
    pageIsReady: true,
    quitting: false,
    insisting: false,
  };
  test.each<[string, Partial<ClosingSituation>, string]>([
    ['asks at first', {}, 'ask'],
    ['hides it where that was chosen', { closing: 'tray' }, 'hide'],
    ['ends the app where that was chosen', { closing: 'quit' }, 'close'],
    ['ends the app where there is no tray', { trayAvailable: false }, 'close'],
    ['ends it there though the tray was chosen once', { trayAvailable: false, closing: 'tray' }, 'close'],
    ['never holds up quitting', { quitting: true, closing: 'tray' }, 'close'],
    ['doesn’t wait for a page that can’t ask', { pageIsReady: false }, 'close'],
    ['twice means it', { insisting: true }, 'close'],
    ['twice means nothing to who chose the tray', { insisting: true, closing: 'tray' }, 'hide'],
  ])('%s', (_what, over, verdict) => expect(judgeClosing({ ...usual, ...over })).toBe(verdict));
});

describe('the tray', () => {
  test('is what the bus says', () => {
    const found = (running: boolean) => ({ running, startable: false });
    expect(hasTray(found(true), {})).toBe(true);
    expect(hasTray(found(false), { XDG_CURRENT_DESKTOP: 'KDE' })).toBe(false);
  });
  test('is guessed by the desktop where the bus can’t be asked', () => {
    const guess = (desktop: string): boolean => hasTray(null, { XDG_CURRENT_DESKTOP: desktop });
    expect(['KDE', 'ubuntu:GNOME', 'GNOME', ''].map(guess)).toEqual([true, true, false, false]);
  });
  test('has an icon for who is signed in, and for who closes into it', () => {
    const session = aSession(new FakeClocks());
    const wanted = (trayAvailable: boolean, closing: 'ask' | 'tray', signedIn: boolean): boolean =>
      trayIsWanted({ trayAvailable, closing, session: signedIn ? session : null });
    expect([wanted(true, 'ask', false), wanted(true, 'ask', true), wanted(true, 'tray', false)]).toEqual([
      false,
      true,
      true,
    ]);
    expect([wanted(false, 'tray', true), wanted(false, 'ask', false)]).toEqual([false, false]);
  });
});

describe('the session bus', () => {
  test('is known by its address or its place', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'bus-'));
    expect(hasSessionBus({ XDG_RUNTIME_DIR: folder })).toBe(false);
    writeFileSync(path.join(folder, 'bus'), '');
    expect(hasSessionBus({ XDG_RUNTIME_DIR: folder })).toBe(true);
    rmSync(folder, { recursive: true });
    expect(hasSessionBus({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' })).toBe(true);
    expect(hasSessionBus({ DBUS_SESSION_BUS_ADDRESS: 'disabled:' })).toBe(false);
    expect(hasSessionBus({})).toBe(false);
  });
});

describe('the tray’s menu', () => {
  const labels = (waiting: number, signedIn: boolean): string[] =>
    trayMenu({ waiting, signedIn }, 'Countersign')
      .filter(({ id }) => id !== 'line')
      .map(({ label, enabled }) => (enabled ? label : `(${label})`));

  test('says what waits, and offers to lock', () => {
    expect(labels(3, true)).toEqual(['Open Countersign', '3 requests wait for you', 'Lock now', 'Quit']);
    expect(labels(1, true)[1]).toBe('1 request waits for you');
    expect(labels(0, true)[1]).toBe('(Nothing waits for you)');
  });

  test('has nothing to lock while nobody is signed in', () => {
    expect(labels(0, false)).toEqual(['Open Countersign', '(Nobody is signed in)', '(Lock now)', 'Quit']);
  });

  test('and its tip counts', () => {
    expect([trayTip(0, 'Countersign'), trayTip(2, 'Countersign')]).toEqual([
      'Countersign',
      'Countersign: 2 waiting for you',
    ]);
  });
});

test('a recovery code is recognized however it was typed', () => {
  const codes = ['0a1b2-c3d4e-f5061-72839', 'ffff0-00001-11112-22223'];
  for (const typed of [
    '0a1b2-c3d4e-f5061-72839',
    ' 0A1B2C3D4EF506172839 ',
    '0a1b2 – c3d4e – f5061 – 72839',
    'FFFF0 00001 11112 22223',
  ])
    expect(isOneOf(codes, typed)).toBe(true);
  for (const typed of ['', '-', '0a1b2', '0a1b2-c3d4e-f5061-7283', '0a1b2-c3d4e-f5061-728390'])
    expect(isOneOf(codes, typed)).toBe(false);
});
