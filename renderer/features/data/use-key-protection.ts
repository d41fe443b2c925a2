import { useTranslation } from 'react-i18next';
import type { KeyProtection } from '../../../shared/contract/desktop-data';
import { call } from '../../api/bridge';
import { receiveDesktop } from '../../stores/desktop-store';
import { say } from '../../stores/toast-store';
import { useConfirmedCall } from '../initiate/use-confirmed-call';

type Wish =
  { protection: Exclude<KeyProtection, 'passphrase'> } | { protection: 'passphrase'; passphrase: string };

/** Has the key kept elsewhere, with a second factor; says what came of it, since a keychain may refuse. */
export function useKeyProtection(onClose: () => void) {
  const { t } = useTranslation();
  const { confirmation, isWorking, problem, run } = useConfirmedCall();
  const keep = async (wish: Wish): Promise<void> => {
    const isKept = await run(async (sent) => {
      const desktop = await call('desktop.setKeyProtection', { ...wish, ...sent });
      receiveDesktop(desktop);
      return desktop.localData?.protection === wish.protection;
    });
    if (isKept === null) return;
    const what = isKept ? wish.protection : 'not';
    say({ kind: isKept ? 'done' : 'bad', title: t(`data.kept.${what}`), text: t(`data.keptText.${what}`) });
    onClose();
  };
  return { confirmation, isWorking, problem, keep };
}
