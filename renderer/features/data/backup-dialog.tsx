import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import { call } from '../../api/bridge';
import { refreshSession } from '../../stores/desktop-store';
import { announce } from '../../ui/announcer';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProblemText } from '../../ui/problem-text';
import { useOneCall } from '../../ui/use-one-call';
import { StepUpLine } from '../initiate/step-up-line';
import { useStepUpLeft } from '../request/step-up';
import { useBackupWords } from './use-backup-words';

/** Makes a backup now: the Owner, with a second factor. */
export function BackupDialog({ session, onClose }: { session: SessionView; onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const words = useBackupWords();
  const [code, setCode] = useState('');
  const left = useStepUpLeft(session.stepUpUntil);
  const submitRef = useRef<HTMLButtonElement>(null);
  const { isWorking, problem, run } = useOneCall();
  const make = async () => {
    const made = await run(() => call('backups.create', left > 0 ? {} : { stepUp: { totp: code } }));
    if (left === 0) void refreshSession();
    if (made === null) return setCode('');
    announce(t('data.settings.made', { time: words.time(made.at) }));
    return onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('data.settings.makeTitle')}
      footer={
        <>
          <StepUpLine
            left={left}
            code={code}
            onCode={setCode}
            onComplete={() => submitRef.current?.focus()}
          />
          <span className="grow" />
          <Button isLarge onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            ref={submitRef}
            kind="primary"
            isLarge
            isPending={isWorking}
            isDisabled={left === 0 && code.length !== 6}
            onPress={() => void make()}
          >
            {t('data.settings.make')}
          </Button>
        </>
      }
    >
      <p>{t('data.settings.makeText')}</p>
      <p className="form-message t-bad small" role="alert">
        {problem ? textOf(problem) : ''}
      </p>
    </Dialog>
  );
}
