import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';

/** Why this person can’t decide the request, in words; empty when they can. */
export function useCannotDecide(detail: RequestDetail, myId: string): string {
  const { t } = useTranslation();
  if (detail.canDecide) return '';
  const missing = detail.requiredApprovals - detail.validApprovals;
  if (detail.myDecision === 'approved') {
    return missing > 0
      ? t('request.decide.cannot.already_approved', { count: missing })
      : t('request.decide.cannot.already_approvedLast');
  }
  if (detail.myDecision === 'rejected') return t('request.decide.cannot.already_rejected');
  // The engine names the first rule that stands in the way; that they started it is what the person understands.
  if (detail.initiator.id === myId) return t('request.decide.cannot.self_approval');
  const code = detail.cannotDecideBecause;
  switch (code) {
    case 'self_approval':
    case 'subject_approval':
    case 'permission_denied':
    case 'not_pending':
      return t(`request.decide.cannot.${code}`);
    case undefined:
      return t('request.decide.cannot.permission_denied');
    default:
      return t('request.decide.cannot.other', { why: t(`problems.${code}`) });
  }
}
