import { Bell, Database, Info, KeyRound, LogOut, Power, SunMoon, type LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { settings } from '../../strings/en-settings';
import { DataSection } from '../data/data-section';
import { SecuritySection } from '../security/security-section';
import { AppearanceSection } from './appearance-section';
import { DiagnosticsSection } from './diagnostics-section';
import { NotificationsSection } from './notifications-section';
import { SessionSection } from './session-section';
import { StartingSection } from './starting-section';

export interface SettingsSection {
  /** Its name stands under `settings.sections` in the strings. */
  id: keyof (typeof settings)['sections'];
  icon: LucideIcon;
  Content: ComponentType;
}

/** The sections of the settings, in their order: each is one file, and one line here. */
export const SETTINGS_SECTIONS: readonly [SettingsSection, ...SettingsSection[]] = [
  { id: 'notifications', icon: Bell, Content: NotificationsSection },
  { id: 'session', icon: LogOut, Content: SessionSection },
  { id: 'security', icon: KeyRound, Content: SecuritySection },
  { id: 'appearance', icon: SunMoon, Content: AppearanceSection },
  { id: 'starting', icon: Power, Content: StartingSection },
  { id: 'data', icon: Database, Content: DataSection },
  { id: 'diagnostics', icon: Info, Content: DiagnosticsSection },
];
