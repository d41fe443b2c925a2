import type { SessionView } from '../../../shared/contract/organization';
import type { BackupRecord } from '../../../shared/contract/table/backups';
import { call } from '../../api/bridge';
import { useProblemText } from '../../ui/problem-text';
import { useOneCall } from '../../ui/use-one-call';
import { StepUpLine } from '../initiate/step-up-line';
import { useConfirmation } from '../initiate/use-confirmation';
import { ConfirmDialog } from './confirm-dialog';
import { useBackupWords } from './use-backup-words';

interface GoBackDialogProps {
  backup: BackupRecord;
  session: SessionView;
  onClose: () => void;
}

/** Goes back to a backup of a ledger that doesn’t verify: the Owner, with a second factor. The session ends with it. */
export function GoBackDialog({ backup, session, onClose }: GoBackDialogProps) {
  const textOf = useProblemText();
  const words = useBackupWords();
  const confirmation = useConfirmation();
  const { left, code, setCode, isReady, sent } = confirmation;
  const { isWorking, problem, run } = useOneCall();
  const restore = async () => {
    const restored = await run(() => call('backups.restore', { id: backup.id, ...sent }));
    if (restored === null) confirmation.after();
  };
  return (
    <ConfirmDialog
      time={words.time(backup.at)}
      name={session.organization.name}
      isWorking={isWorking}
      message={problem ? textOf(problem) : null}
      isReady={isReady}
      stepUp={<StepUpLine left={left} code={code} onCode={setCode} onComplete={() => undefined} />}
      onConfirm={() => void restore()}
      onClose={onClose}
    />
  );
}
