import { ArrowRight, Equal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Grants } from '../../../shared/contract/organization';
import type { AccountView } from '../../../shared/contract/money';
import { restsBecause } from '../../../shared/domain/policies';
import { usePolicies } from '../../stores/policies-store';
import { powerLines, type PowerLine } from './power-kinds';
import { usePowerWords } from './use-power-words';

/** Why somebody who holds Execute doesn't complete alone any more. */
function Rests({ line: { rests } }: { line: PowerLine }) {
  const { t } = useTranslation();
  return rests === null ? null : <small className="block dim">{t(`people.rests.${rests}`)}</small>;
}

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
  const lines = powerLines(before, after, accounts, (workflow) => restsBecause(policies, workflow));
  if (lines.length === 0) return <p className="small dim">{t('people.nothing')}</p>;
  const isDraft = lines.some((line) => line.before !== line.after);
  const hadNothing = before.workflows.length === 0 && before.accounts.length === 0;
  return (
    <ul className={isDraft ? 'power' : 'power plain'}>
      {lines.map((line) => {
        const isChange = line.before !== line.after;
        return (
          <li key={`${line.subject}|${line.reach}|${line.before}|${line.after}|${line.rests ?? ''}`}>
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
                <Rests line={line} />
              </span>
            ) : (
              <span className="mid">
                {wordsOf(line, 'after')}
                <Rests line={line} />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
