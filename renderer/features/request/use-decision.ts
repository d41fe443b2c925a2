import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import { call, problemOf } from '../../api/bridge';
import { planCounts } from '../../stores/counts-store';
import { refreshSession } from '../../stores/desktop-store';
import { receiveRow } from '../../stores/queue-store';
import { markStale, receiveDetail, reloadRequest } from '../../stores/request-store';
import { say } from '../../stores/toast-store';
import { announce } from '../../ui/announcer';
import { useProblemText } from '../../ui/problem-text';
import { goToNextDecidable } from '../queue/queue-commands';
import { numberOf } from './shown-params';
import { useDecisionSignature } from './use-decision-signature';

export type Decision = 'approve' | 'reject';

export interface DecisionInput {
  decision: Decision;
  reason: string;
  /** Null where no code is sent: the last second factor still counts, or a passkey signs. */
  code: string | null;
  /** Has the person's passkey sign exactly this decision. */
  withPasskey: boolean;
}

/** What the bar has to do after a refusal. */
export type DecisionFault = 'code' | 'other' | null;

/** Sends one decision at a time, over exactly the digest that is on screen, and says how it came out. */
export function useDecision(detail: RequestDetail, myId: string) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [sending, setSending] = useState<Decision | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const inFlight = useRef(false);
  const { sign, isWaiting } = useDecisionSignature();

  const tell = (after: RequestDetail, decision: Decision) => {
    const number = numberOf(after);
    const hasFailed = after.status === 'failed';
    const title = hasFailed
      ? t('request.decide.failedToast', { number })
      : t(decision === 'approve' ? 'request.decide.approvedToast' : 'request.decide.rejectedToast', {
          number,
        });
    const text = outcomeOf(after);
    const action = { label: t('action.next'), run: goToNextDecidable };
    say({ kind: hasFailed ? 'bad' : 'done', title, text, action });
    announce(`${title}. ${text}`);
  };
  const outcomeOf = ({ status, failure, requiredApprovals, validApprovals }: RequestDetail): string => {
    switch (status) {
      case 'pending':
        return t('request.decide.needsMore', { count: requiredApprovals - validApprovals });
      case 'rejected':
        return t('request.decide.rejectedText');
      case 'failed':
        return t('request.decide.failedText', { why: failure?.detail ?? '' });
      case 'approved':
        return t('request.decide.carriedOut');
      case 'completed':
        return t('request.decide.completed');
      default:
        return t(`status.${status}`);
    }
  };

  const refuse = (error: unknown, decision: Decision): DecisionFault => {
    const problem = problemOf(error);
    if (problem.code === 'stale_view') {
      markStale(detail.id);
      return 'other';
    }
    if (problem.code === 'not_pending' || problem.code === 'already_decided') void reloadRequest();
    if (problem.code === 'second_factor_required') void refreshSession();
    const why = textOf(problem);
    setMessage(
      decision === 'approve'
        ? t('request.decide.notApproved', { why })
        : t('request.decide.notRejected', { why }),
    );
    return problem.code === 'second_factor_invalid' || problem.code === 'second_factor_required'
      ? 'code'
      : 'other';
  };

  /** Gives null when it went through, else what the bar has to ask for again. A second press while one is under way does nothing. */
  const decide = async ({ decision, reason, code, withPasskey }: DecisionInput): Promise<DecisionFault> => {
    if (inFlight.current) return null;
    inFlight.current = true;
    setSending(decision);
    setMessage(null);
    const said = reason.trim();
    try {
      const stepUp = withPasskey
        ? await sign(decision, [{ requestId: detail.id, digest: detail.digest }])
        : code === null
          ? null
          : { totp: code };
      const base = { id: detail.id, digest: detail.digest, ...(stepUp === null ? {} : { stepUp }) };
      const after =
        decision === 'reject'
          ? await call('requests.reject', { ...base, reason: said })
          : await call('requests.approve', { ...base, ...(said === '' ? {} : { reason: said }) });
      receiveDetail(after);
      receiveRow(after.id, after, myId);
      planCounts();
      tell(after, decision);
      if (stepUp !== null) void refreshSession();
      return null;
    } catch (error) {
      return refuse(error, decision);
    } finally {
      inFlight.current = false;
      setSending(null);
    }
  };

  return { sending, message, setMessage, decide, isWaiting };
}
