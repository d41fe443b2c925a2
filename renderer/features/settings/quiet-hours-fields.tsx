import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuietHours } from '../../../shared/contract/desktop-settings';
import { SettingSwitch } from '../../ui/setting-switch';
import { TextField } from '../../ui/text-field';

interface QuietHoursFieldsProps {
  quietHours: QuietHours;
  onChange: (quietHours: QuietHours) => void;
}

type Times = Pick<QuietHours, 'from' | 'to'>;

/** Quiet hours: whether, and from when to when. Times are kept as soon as both make sense. */
export function QuietHoursFields({ quietHours, onChange }: QuietHoursFieldsProps) {
  const { t } = useTranslation();
  const { on, from, to } = quietHours;
  const [times, setTimes] = useState<Times>({ from, to });
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const fault =
    times.from === '' || times.to === ''
      ? t('settings.notifications.incomplete')
      : times.from === times.to
        ? t('settings.notifications.sameTime')
        : undefined;
  const edit = (change: Partial<Times>) => {
    const next = { ...times, ...change };
    setTimes(next);
    if (next.from !== '' && next.to !== '' && next.from !== next.to) onChange({ on, ...next });
  };
  return (
    <>
      <SettingSwitch
        label={t('settings.notifications.quiet')}
        text={t('settings.notifications.quietText')}
        isOn={on}
        onChange={(isOn) => onChange({ ...quietHours, on: isOn })}
      />
      {on ? (
        <div className="setting-times">
          <TextField
            type="time"
            label={t('settings.notifications.from')}
            value={times.from}
            onChange={(event) => edit({ from: event.target.value })}
          />
          <TextField
            type="time"
            label={t('settings.notifications.to')}
            value={times.to}
            onChange={(event) => edit({ to: event.target.value })}
          />
          <p className={fault === undefined ? 'help' : 'help bad'} role="status">
            {fault ?? t(`settings.notifications.${times.to < times.from ? 'overnight' : 'zone'}`, { zone })}
          </p>
        </div>
      ) : null}
    </>
  );
}
