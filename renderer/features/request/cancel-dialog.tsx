import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import type { Problem } from '../../../shared/contract/problem';
import { call, problemOf } from '../../api/bridge';
import { planCounts } from '../../stores/counts-store';
import { receiveRow } from '../../stores/queue-store';
import { receiveDetail } from '../../stores/request-store';
import { say } from '../../stores/toast-store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProblemText } from '../../ui/problem-text';
import { numberOf } from './shown-params';

/** Cancelling ends the request for everyone: it says so, and asks once more. */
export function CancelDialog({ detail, onClose }: { detail: RequestDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const reasonId = useId();
  const [reason, setReason] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const inFlight = useRef(false);
  const number = numberOf(detail);

  const cancel = async () => {
    if (inFlight.current) return;
    inFlight.current = true;
    setSending(true);
    try {
      const note = reason.trim();
      const after = await call('requests.cancel', {
        id: detail.id,
        ...(note === '' ? {} : { reason: note }),
      });
      receiveDetail(after);
      receiveRow(after.id, after, after.initiator.id);
      planCounts();
      say({ kind: 'done', title: t('request.decide.cancelledToast', { number }), text: null });
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
      setSending(false);
    } finally {
      inFlight.current = false;
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="s"
      role="alertdialog"
      title={t('request.cancelTitle', { number })}
      footer={
        <>
          <span className="grow" />
          <Button isLarge onPress={onClose}>
            {t('request.keepIt')}
          </Button>
          <Button kind="danger" isLarge isPending={isSending} onPress={() => void cancel()}>
            {t('request.cancelConfirm')}
          </Button>
        </>
      }
    >
      <p className="mid">{t('request.cancelText')}</p>
      <div className="field gap">
        <label htmlFor={reasonId}>{t('request.cancelReason')}</label>
        <input
          id={reasonId}
          className="input lg"
          autoFocus
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
      <p className="form-message t-bad small" role="alert">
        {problem ? textOf(problem) : ''}
      </p>
    </Dialog>
  );
}
