import { useTranslation } from 'react-i18next';
import type { DeviceView, OwnSession } from '../../../shared/contract/factors';
import { call } from '../../api/bridge';
import { useConfirmedCall } from '../initiate/use-confirmed-call';
import { ConfirmedDialog } from './confirmed-dialog';

/** What is to end: sessions elsewhere, or a desktop’s being told what waits. */
export type Ending =
  | { readonly kind: 'sessions'; readonly sessions: readonly OwnSession[] }
  | { readonly kind: 'device'; readonly device: DeviceView };

/** Ends it with a second factor: whoever finds this computer unattended signs nobody out elsewhere. */
export function EndDialog({ ending, onClose }: { ending: Ending; onClose: () => void }) {
  const { t } = useTranslation();
  const { confirmation, isWorking, problem, run } = useConfirmedCall();
  const end = async () => {
    const done = await run(async (sent) => {
      if (ending.kind === 'device') {
        await call('devices.revoke', { id: ending.device.id, ...sent });
        return true;
      }
      // The factor that the first was ended with counts for those after it.
      const [first, ...others] = ending.sessions;
      if (first !== undefined) await call('sessions.end', { id: first.id, ...sent });
      for (const { id } of others) await call('sessions.end', { id });
      return true;
    });
    if (done) onClose();
  };
  const [only, ...others] = ending.kind === 'sessions' ? ending.sessions : [];
  const title =
    ending.kind === 'device'
      ? t('security.devices.endTitle', { device: ending.device.name })
      : only !== undefined && others.length === 0
        ? t('security.sessions.endTitle', { device: only.device })
        : t('security.sessions.endOthersTitle');
  return (
    <ConfirmedDialog
      title={title}
      submitText={t(`security.${ending.kind === 'device' ? 'devices' : 'sessions'}.end`)}
      confirmation={confirmation}
      isWorking={isWorking}
      isDangerous
      problem={problem}
      onClose={onClose}
      onSubmit={() => void end()}
    >
      <p className="mid">{t(`security.${ending.kind === 'device' ? 'devices' : 'sessions'}.endText`)}</p>
    </ConfirmedDialog>
  );
}
