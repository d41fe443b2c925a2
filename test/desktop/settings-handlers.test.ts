import { beforeEach, describe, expect, test } from 'vitest';
import { desktopCalls, type DesktopState } from '../../shared/contract/desktop-calls';
import { DesktopStateStore } from '../../main/desktop/desktop-state';
import { makeSettingsHandlers } from '../../main/desktop/settings-handlers';
import { fakeSettings } from './fake-settings';
import { anInitialState } from './initial-state';

let kept: [string, unknown][];
let states: DesktopState[];
let state: DesktopStateStore;
let handlers: ReturnType<typeof makeSettingsHandlers>;
beforeEach(() => {
  kept = [];
  states = [];
  state = new DesktopStateStore(anInitialState(), (next) => states.push(next));
  const keep =
    (name: string) =>
    (value: unknown): void =>
      void kept.push([name, value]);
  handlers = makeSettingsHandlers(
    fakeSettings({
      keepNotifications: keep('notifications'),
      keepSessionEnds: keep('ends'),
      copySecret: async (text) => keep('secret')(text),
      // A desktop that doesn’t let itself be told.
      startAtLogin: () => false,
    }),
    state,
  );
});

describe('settings', () => {
  test('of notifications are kept together, and told', async () => {
    await handlers['desktop.setNotifications']({ reminder: '4h' });
    const quietHours = { on: true, from: '22:00', to: '07:00' };
    await handlers['desktop.setNotifications']({ quietHours, privacy: 'full' });
    expect(kept.at(-1)).toEqual(['notifications', { privacy: 'full', quietHours, reminder: '4h' }]);
    expect(states.at(-1)?.notifications).toEqual({
      privacy: 'full',
      quietHours,
      reminder: '4h',
      available: false,
    });
  });

  test('of what ends the session change one by one', async () => {
    await handlers['desktop.setSessionEnds']({ suspend: false });
    expect(kept).toEqual([['ends', { screenLock: true, suspend: false, userSwitch: true }]]);
    expect(state.current.sessionEnds.suspend).toBe(false);
  });

  test('say how it is, not how it was wanted', async () => {
    await handlers['desktop.setStartAtLogin']({ on: true });
    expect(state.current.startAtLogin).toBe(false);
  });

  test('that can’t be kept hold for nobody', async () => {
    const failing = makeSettingsHandlers(
      fakeSettings({
        keepSessionEnds: () => {
          throw new Error('no space left');
        },
      }),
      state,
    );
    await expect(failing['desktop.setSessionEnds']({ screenLock: false })).rejects.toThrow('no space left');
    expect(state.current.sessionEnds.screenLock).toBe(true);
    expect(states).toEqual([]);
  });

  test('a secret goes to the clipboard’s keeper, and nowhere else', async () => {
    expect(await handlers['desktop.copySecret']({ text: 'JBSWY3DP' })).toEqual({ ok: true, value: {} });
    expect(kept).toEqual([['secret', 'JBSWY3DP']]);
    expect(states).toEqual([]);
  });
});

describe('who isn’t signed in', () => {
  test('can’t make an unattended computer stay open', () => {
    expect(desktopCalls['desktop.setSessionEnds'].access).toBe('session');
  });

  test.each([
    [{ quietHours: { on: true, from: '25:00', to: '07:00' } }],
    [{ quietHours: { on: true, from: '07:00', to: '07:00' } }],
    [{ quietHours: { on: true, from: '22:00' } }],
    [{ reminder: '2h' }],
    [{ privacy: 'everything' }],
    [{ privacy: 'full', more: 1 }],
  ])('nor anybody keep %j', (input) => {
    expect(desktopCalls['desktop.setNotifications'].input.safeParse(input).success).toBe(false);
  });
});
