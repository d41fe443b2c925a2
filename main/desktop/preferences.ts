import { z } from 'zod';
import {
  notificationSettings,
  sessionEndsSchema,
  type NotificationSettings,
  type SessionEnds,
} from '../../shared/contract/desktop-settings';
import type { Settings } from './settings';

/** Each falls back by itself: one that can't be read doesn't take the others with it. */
const storedNotifications = z
  .object({
    privacy: notificationSettings.privacy.catch('no-amounts-or-names'),
    quietHours: notificationSettings.quietHours.catch({ on: false, from: '20:00', to: '08:00' }),
    reminder: notificationSettings.reminder.catch('off'),
  })
  .catch({
    privacy: 'no-amounts-or-names',
    quietHours: { on: false, from: '20:00', to: '08:00' },
    reminder: 'off',
  });

const { screenLock, suspend, userSwitch } = sessionEndsSchema.shape;
const storedEnds = z
  .object({
    screenLock: screenLock.catch(true),
    suspend: suspend.catch(true),
    userSwitch: userSwitch.catch(true),
  })
  .catch({ screenLock: true, suspend: true, userSwitch: true });

/** The settings that schemas judge, as they are stored. What can't be read is what it is at first. */
export class Preferences {
  constructor(private readonly stored: Pick<Settings, 'read' | 'keep'>) {}

  get notifications(): NotificationSettings {
    return storedNotifications.parse(this.stored.read('notifications'));
  }

  set notifications(settings: NotificationSettings) {
    this.stored.keep('notifications', settings);
  }

  get sessionEnds(): SessionEnds {
    return storedEnds.parse(this.stored.read('sessionEnds'));
  }

  set sessionEnds(ends: SessionEnds) {
    this.stored.keep('sessionEnds', ends);
  }
}
