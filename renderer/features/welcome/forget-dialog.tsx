import { useTranslation } from 'react-i18next';
import type { KeptServer } from '../../../shared/contract/desktop-servers';
import { call } from '../../api/bridge';
import { receiveDesktop } from '../../stores/desktop-store';
import { Sentence } from '../../strings/sentence';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProblemText } from '../../ui/problem-text';
import { useOneCall } from '../../ui/use-one-call';

/** Asks before a server’s address is dropped. */
export function ForgetDialog({ server, onClose }: { server: KeptServer; onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { isWorking, problem, run } = useOneCall();
  const forget = async () => {
    const { address } = server;
    const forgotten = await run(() => call('desktop.forgetServer', { address }));
    if (!forgotten) return;
    receiveDesktop(forgotten);
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="s"
      role="alertdialog"
      title={t('connect.forgetTitle')}
      footer={
        <>
          <p className="grow small t-bad" role="alert">
            {problem ? textOf(problem) : ''}
          </p>
          <Button isLarge autoFocus onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <Button isLarge kind="primary" isPending={isWorking} onPress={() => void forget()}>
            {t('connect.forgetConfirm')}
          </Button>
        </>
      }
    >
      <p className="mid">
        <Sentence text={t('connect.forgetText')} parts={{ name: <b>{server.name}</b> }} />
      </p>
    </Dialog>
  );
}
