import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/contract/problem';
import type { RequestDetail } from '../../../shared/contract/requests';
import { call, problemOf } from '../../api/bridge';
import { planCounts } from '../../stores/counts-store';
import { refreshSession } from '../../stores/desktop-store';
import { receiveRow, selectRequest } from '../../stores/queue-store';
import { say } from '../../stores/toast-store';
import { announce } from '../../ui/announcer';
import { numberOf } from '../request/shown-params';
import { useRequestWords } from '../request/use-request-words';
import type { InitiateCommand } from './initiate-command';

/** Sends a command once, however often the button is pressed, and says what it became. */
export function useInitiate() {
  const { t } = useTranslation();
  const wordsOf = useRequestWords();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const inFlight = useRef(false);

  const tell = (made: RequestDetail, isShown: boolean) => {
    // A code that is shown once says that it went through.
    if (made.result?.invitationCode !== undefined) return;
    const number = numberOf(made);
    const { status } = made;
    const title =
      status === 'failed'
        ? t('request.decide.failedToast', { number })
        : status === 'approved'
          ? t('initiate.carriedOutToast', { number })
          : t(status === 'pending' ? 'initiate.created' : 'initiate.completedToast', { number });
    const text =
      status === 'pending'
        ? t('initiate.createdText', { count: made.requiredApprovals })
        : (made.failure?.detail ?? wordsOf(made.view).titleText);
    say({
      kind: status === 'failed' ? 'bad' : 'done',
      title,
      text,
      ...(isShown ? {} : { action: { label: t('initiate.show'), run: () => selectRequest(made.id) } }),
    });
    announce(`${title}. ${text}`);
  };

  /**
   * Gives the request, or null when it was refused or is under way already. `thenShow` goes to it; otherwise the message
   * offers to.
   */
  const initiate = async (
    command: InitiateCommand,
    code: string | null,
    thenShow = false,
  ): Promise<RequestDetail | null> => {
    if (inFlight.current) return null;
    inFlight.current = true;
    setSending(true);
    setProblem(null);
    try {
      const stepUp = code === null ? {} : { stepUp: { totp: code } };
      const made = await call('requests.create', { ...command, ...stepUp });
      if ('outcome' in made) return null;
      receiveRow(made.id, made, made.initiator.id);
      if (thenShow) selectRequest(made.id);
      planCounts();
      if (code !== null) void refreshSession();
      tell(made, thenShow);
      return made;
    } catch (error) {
      const refusal = problemOf(error);
      if (refusal.code === 'second_factor_required') void refreshSession();
      setProblem(refusal);
      return null;
    } finally {
      inFlight.current = false;
      setSending(false);
    }
  };

  return { isSending, problem, initiate };
}
