import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/contract/problem';
import { sentenceOf } from './field-faults';

/** Codes whose detail from the engine names the case at hand; for the others the catalogue's sentence is the better one. */
const SPECIFIC: ReadonlySet<string> = new Set([
  'validation_failed',
  'conflict',
  'insufficient_balance',
  'address_not_usable',
  'coverage_insufficient',
  'permission_denied',
  'rate_limited',
  'unavailable',
  'unavailable',
]);

/** Gives the sentence for a problem. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation();
  return (problem) => {
    // Where single fields are at fault their messages are the sentence; a path is nothing to read.
    const { errors = [] } = problem;
    if (problem.code === 'validation_failed' && errors.length > 0)
      return [...new Set(errors.map(({ message }) => sentenceOf(message)))].join(' ');
    return SPECIFIC.has(problem.code) && problem.detail !== ''
      ? problem.detail
      : t(`problems.${problem.code}`);
  };
}
