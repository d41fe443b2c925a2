import { ArrowRight, Equal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Grants } from '../../../shared/contract/organization';
import type { AccountView } from '../../../shared/contract/money';
import { usePolicies } from '../../stores/policies-store';
import { powerLines } from './power-kinds';
import { usePowerWords } from './use-power-words';

interface PowerListProps {
  before: Grants;
  after: Grants;
  accounts: readonly AccountView[];
}

/** What the grants come to, in sentences; with a draft, what it was struck through above what it would be. */
export function PowerList({ before, after, accounts }: PowerListProps) {
  const { t } = useTranslation();
  const wordsOf = usePowerWords();
  const policies = usePolicies((state) => state.policies);
  const lines = powerLines(
    before,
    after,
    accounts,
    (workflow) => policies.find((one) => one.workflow === workflow)?.alwaysRequireApproval ?? false,
  );
  if (lines.length === 0) return <p className="small dim">{t('people.nothing')}</p>;
  const isDraft = lines.some((line) => line.before !== line.after);
  const hadNothing = before.workflows.length === 0 && before.accounts.length === 0;
  return (
    <ul className={isDraft ? 'power' : 'power plain'}>
      {lines.map((line) => {
        const isChange = line.before !== line.after;
        return (
          <li key={`${line.workflow}|${line.before}|${line.after}`}>
            {isChange ? (
              <ArrowRight className="i i-sm t-accent" />
            ) : isDraft ? (
              <Equal className="i i-sm dim" />
            ) : null}
            {isChange ? (
              <span>
                {hadNothing ? null : <del>{wordsOf(line, 'before')}</del>}
                <ins>
                  <b>{wordsOf(line, 'after')}</b>
                </ins>
              </span>
            ) : (
              <span className="mid">{wordsOf(line, 'after')}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
