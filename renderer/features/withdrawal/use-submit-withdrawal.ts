import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, problemOf } from '../../api/bridge';
import { loadAccounts } from '../../stores/accounts-store';
import { planCounts } from '../../stores/counts-store';
import { refreshSession } from '../../stores/desktop-store';
import { receiveRow, selectRequest } from '../../stores/queue-store';
import { say } from '../../stores/toast-store';
import { resetWithdrawal } from '../../stores/withdrawal-draft';
import { announce } from '../../ui/announcer';
import { useProblemText } from '../../ui/problem-text';
import { numberOf } from '../request/shown-params';
import type { WithdrawalCommand } from './withdrawal-command';

/** Sends a withdrawal once, however often the button is pressed, and goes to the request that it became. */
export function useSubmitWithdrawal() {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [isSending, setSending] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const inFlight = useRef(false);

  const submit = async (command: WithdrawalCommand, code: string | null): Promise<boolean> => {
    if (inFlight.current) return true;
    inFlight.current = true;
    setSending(true);
    setMessage(null);
    try {
      const made = await call('requests.create', {
        ...command,
        ...(code === null ? {} : { stepUp: { totp: code } }),
      });
      if ('outcome' in made) return true;
      const number = numberOf(made);
      const isDone = made.status !== 'pending';
      const title = t(isDone ? 'withdrawal.completedToast' : 'withdrawal.created', { number });
      const text = isDone ? null : t('withdrawal.createdText', { count: made.requiredApprovals });
      resetWithdrawal();
      receiveRow(made.id, made, made.initiator.id);
      selectRequest(made.id);
      planCounts();
      void loadAccounts();
      if (code !== null) void refreshSession();
      say({ kind: 'done', title, text });
      announce(text === null ? title : `${title}. ${text}`);
      return true;
    } catch (error) {
      setMessage(t('withdrawal.failed', { why: textOf(problemOf(error)) }));
      return false;
    } finally {
      inFlight.current = false;
      setSending(false);
    }
  };

  return { isSending, message, submit };
}
