import { useState } from 'react';
import type { SessionView } from '../../../shared/contract/organization';
import type { BackupRecord } from '../../../shared/contract/table/backups';
import { call } from '../../api/bridge';
import { useProblemText } from '../../ui/problem-text';
import { useOneCall } from '../../ui/use-one-call';
import { StepUpLine } from '../initiate/step-up-line';
import { useStepUpLeft } from '../request/step-up';
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
  const [code, setCode] = useState('');
  const left = useStepUpLeft(session.stepUpUntil);
  const { isWorking, problem, run } = useOneCall();
  const restore = async () => {
    const stepUp = left > 0 ? {} : { stepUp: { totp: code } };
    const restored = await run(() => call('backups.restore', { id: backup.id, ...stepUp }));
    if (restored === null) setCode('');
  };
  return (
    <ConfirmDialog
      time={words.time(backup.at)}
      name={session.organization.name}
      isWorking={isWorking}
      message={problem ? textOf(problem) : null}
      isReady={left > 0 || code.length === 6}
      stepUp={<StepUpLine left={left} code={code} onCode={setCode} onComplete={() => undefined} />}
      onConfirm={() => void restore()}
      onClose={onClose}
    />
  );
}
