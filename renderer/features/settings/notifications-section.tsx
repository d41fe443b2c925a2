import { BellOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NOTIFICATION_PRIVACY, REMINDERS, type Reminder } from '../../../shared/contract/desktop-settings';
import { useDesktop } from '../../stores/desktop-store';
import { keepSetting } from '../../stores/settings-store';
import { ChoiceSelect } from '../../ui/choice-select';
import { RadioList } from '../../ui/radio-list';
import { QuietHoursFields } from './quiet-hours-fields';

/** When this computer tells of what waits, and how much it says. */
export function NotificationsSection() {
  const { t } = useTranslation();
  const notifications = useDesktop((state) => state.desktop?.notifications ?? null);
  if (!notifications) return null;
  const { privacy, quietHours, reminder, available } = notifications;
  return (
    <>
      <p className="mid setting-text">{t('settings.notifications.lead')}</p>
      {available ? null : (
        <div className="note">
          <BellOff className="i i-sm" />
          <span>{t('settings.unavailable')}</span>
        </div>
      )}
      <RadioList
        label={t('settings.notifications.say')}
        value={privacy}
        onChange={(chosen) => void keepSetting('desktop.setNotifications', { privacy: chosen })}
        choices={[...NOTIFICATION_PRIVACY].reverse().map((id) => ({
          id,
          label: t(`settings.privacy.${id}`),
          text: t(`settings.privacy.${id}Text`),
        }))}
      />
      <hr className="rule" />
      <div className="setting-field">
        <ChoiceSelect
          label={t('settings.notifications.reminder')}
          value={reminder}
          onChange={(id) => void keepSetting('desktop.setNotifications', { reminder: id as Reminder })}
          choices={REMINDERS.map((id) => ({ id, label: t(`settings.reminder.${id}`) }))}
          help={<p className="help">{t('settings.notifications.reminderText')}</p>}
        />
      </div>
      <hr className="rule" />
      <QuietHoursFields
        quietHours={quietHours}
        onChange={(chosen) => void keepSetting('desktop.setNotifications', { quietHours: chosen })}
      />
    </>
  );
}
