import { describe, expect, test } from 'vitest';
import { Preferences } from '../../main/desktop/preferences';
import type { JudgedSetting } from '../../main/desktop/settings';

const aStore = (
  stored: Partial<Record<JudgedSetting, unknown>> = {},
): {
  stored: Partial<Record<JudgedSetting, unknown>>;
  preferences: Preferences;
} => {
  const preferences = new Preferences({
    read: (name) => stored[name],
    keep: (name, value) => void (stored[name] = value),
  });
  return { stored, preferences };
};

const AT_FIRST = {
  privacy: 'no-amounts-or-names',
  quietHours: { on: false, from: '20:00', to: '08:00' },
  reminder: 'off',
};
const ALL = { screenLock: true, suspend: true, userSwitch: true };

describe('preferences', () => {
  test('are careful at first', () => {
    const { preferences } = aStore();
    expect(preferences.notifications).toEqual(AT_FIRST);
    expect(preferences.sessionEnds).toEqual(ALL);
  });

  test('are what was chosen', () => {
    const { preferences } = aStore();
    const chosen = {
      privacy: 'full',
      quietHours: { on: true, from: '22:30', to: '06:15' },
      reminder: '4h',
    } as const;
    preferences.notifications = chosen;
    preferences.sessionEnds = { ...ALL, suspend: false };
    expect(preferences.notifications).toEqual(chosen);
    expect(preferences.sessionEnds).toEqual({ ...ALL, suspend: false });
  });

  test.each([null, 'x', 42, [], { privacy: 1, quietHours: 'night', reminder: '2h' }])(
    'are careful where what is stored is no setting: %j',
    (broken) => {
      const { preferences } = aStore({ notifications: broken, sessionEnds: broken });
      expect(preferences.notifications).toEqual(AT_FIRST);
      expect(preferences.sessionEnds).toEqual(ALL);
    },
  );

  test.each([
    ['the same time', { on: true, from: '20:00', to: '20:00' }],
    ['no time', { on: true, from: '24:00', to: '08:00' }],
    ['one time', { on: true, from: '20:00' }],
  ])('one that can’t be read doesn’t take the others along: quiet hours of %s', (_what, quietHours) => {
    const { preferences } = aStore({
      notifications: { privacy: 'count-only', quietHours, reminder: '1h' },
      sessionEnds: { screenLock: 'no', suspend: false },
    });
    expect(preferences.notifications).toEqual({ ...AT_FIRST, privacy: 'count-only', reminder: '1h' });
    expect(preferences.sessionEnds).toEqual({ screenLock: true, suspend: false, userSwitch: true });
  });
});
