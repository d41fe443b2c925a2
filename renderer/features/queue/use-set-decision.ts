import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/contract/bridge';
import type { RequestRow } from '../../../shared/contract/requests';
import type { RequestId } from '../../../shared/contract/primitives';
import { digestOf, setDigestOf } from '../../../shared/domain/requests/view';
import { call, problemOf } from '../../api/bridge';
import { planCounts } from '../../stores/counts-store';
import { refreshSession } from '../../stores/desktop-store';
import { say } from '../../stores/toast-store';
import { announce } from '../../ui/announcer';
import { useProblemText } from '../../ui/problem-text';
import type { Deciding } from '../request/decision-form';
import type { Decision, DecisionFault, DecisionInput } from '../request/use-decision';
import { useDecisionSignature } from '../request/use-decision-signature';
import { goToNextDecidable } from './queue-commands';

type Result = CallOutput<'decisions.create'>['results'][number];

export interface SetDecision extends Deciding {
  /** What one confirmation is bound to: the digests of exactly the requests that are ticked. */
  setDigest: string;
  refused: readonly Result[];
  outcomes: ReadonlyMap<RequestId, Decision>;
}

/** Decides exactly these rows as they are on screen, with one second factor over the digest of the set. */
export function useSetDecision(rows: readonly RequestRow[]): SetDecision {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const [sending, setSending] = useState<Decision | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [refused, setRefused] = useState<readonly Result[]>([]);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<RequestId, Decision>>(new Map());
  const inFlight = useRef(false);
  const { sign, isWaiting } = useDecisionSignature();
  // Of what stands on this screen, not of what somebody else says stands there.
  const items = useMemo(() => rows.map((row) => ({ requestId: row.id, digest: digestOf(row.view) })), [rows]);
  const setDigest = useMemo(() => setDigestOf(items.map(({ digest }) => digest)), [items]);

  const conclude = (results: readonly Result[], decision: Decision) => {
    const taken = results.filter(({ ok }) => ok);
    const failed = taken.filter(({ status }) => status === 'failed');
    setRefused(results.filter(({ ok }) => !ok));
    setOutcomes((known) => new Map([...known, ...taken.map((one) => [one.requestId, decision] as const)]));
    planCounts();
    if (taken.length === 0) return;
    const count = taken.length;
    const title = t(decision === 'approve' ? 'bulk.approvedToast' : 'bulk.rejectedToast', { count });
    const text = failed.length === 0 ? t('bulk.toastText') : t('bulk.failedText', { count: failed.length });
    const action = { label: t('action.next'), run: goToNextDecidable };
    say({ kind: failed.length === 0 ? 'done' : 'bad', title, text, action });
    announce(`${title}. ${text}`);
  };

  const decide = async ({ decision, reason, code, withPasskey }: DecisionInput): Promise<DecisionFault> => {
    if (inFlight.current || items.length === 0) return null;
    inFlight.current = true;
    setSending(decision);
    setMessage(null);
    const said = reason.trim();
    try {
      const stepUp = withPasskey ? await sign(decision, items) : code === null ? null : { totp: code };
      const { results } = await call('decisions.create', {
        decision,
        items,
        setDigest,
        ...(said === '' ? {} : { reason: said }),
        ...(stepUp === null ? {} : { stepUp }),
      });
      conclude(results, decision);
      if (stepUp !== null) void refreshSession();
      return null;
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'second_factor_required') void refreshSession();
      const why = textOf(problem);
      setMessage(
        t(decision === 'approve' ? 'request.decide.notApproved' : 'request.decide.notRejected', { why }),
      );
      return problem.code === 'second_factor_invalid' || problem.code === 'second_factor_required'
        ? 'code'
        : 'other';
    } finally {
      inFlight.current = false;
      setSending(null);
    }
  };
  return { sending, message, setMessage, decide, isWaiting, setDigest, refused, outcomes };
}
