import { BellOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CLOSING, NOTIFICATION_PRIVACY } from '../../../shared/contract/desktop-calls';
import type { Problem } from '../../../shared/contract/problem';
import { problemOf } from '../../api/bridge';
import { setClosing, setNotificationPrivacy, useDesktop } from '../../stores/desktop-store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProblemText } from '../../ui/problem-text';
import { RadioList } from '../../ui/radio-list';

/** What this computer does for whoever signs in on it. Each choice holds at once. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const desktop = useDesktop((state) => state.desktop);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (!desktop) return null;
  const { notifications, closing, trayAvailable } = desktop;
  const keep = (work: Promise<void>) => {
    setProblem(null);
    work.catch((error: unknown) => setProblem(problemOf(error)));
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="s"
      title={t('settings.title')}
      footer={
        <>
          <p className="grow small t-bad" role="alert">
            {problem ? t('settings.failed', { why: textOf(problem) }) : ''}
          </p>
          <Button isLarge onPress={onClose}>
            {t('action.done')}
          </Button>
        </>
      }
    >
      <p className="mid lead-text">{t('settings.lead')}</p>
      <RadioList
        label={t('settings.notifications')}
        value={notifications.privacy}
        onChange={(privacy) => keep(setNotificationPrivacy(privacy))}
        choices={[...NOTIFICATION_PRIVACY].reverse().map((id) => ({
          id,
          label: t(`settings.privacy.${id}`),
          text: t(`settings.privacy.${id}Text`),
        }))}
      />
      {notifications.available ? null : (
        <div className="note gap">
          <BellOff className="i i-sm" />
          <span>{t('settings.unavailable')}</span>
        </div>
      )}
      {trayAvailable ? (
        <>
          <hr className="rule" />
          <RadioList
            label={t('settings.closing')}
            value={closing}
            onChange={(next) => keep(setClosing(next))}
            choices={CLOSING.map((id) => ({
              id,
              label: t(`settings.close.${id}`),
              text: t(`settings.close.${id}Text`),
            }))}
          />
        </>
      ) : null}
    </Dialog>
  );
}
