import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/contract/problem';
import { useProblemText } from '../../ui/problem-text';

/** An enrolment that the engine no longer knows: its fifteen minutes or its five attempts are over. */
export function isOver(problem: Problem): boolean {
  return problem.code === 'unauthenticated' || problem.code === 'conflict';
}

export function useEnrolmentText(): (problem: Problem) => string {
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (problem) => (isOver(problem) ? t('enrolment.over') : textOf(problem));
}
