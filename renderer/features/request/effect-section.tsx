import { ArrowRight, Equal } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operation } from '../../../shared/contract/requests';
import { showScreen } from '../../stores/screen-store';
import { CoverageChanges, NotYet } from './effect-coverage';
import {
  concernedIn,
  coverageLines,
  effectLines,
  nobodyCompletes,
  type Effect,
  type EffectLine,
} from './effect-lines';
import { calledInHeading, useEffectWords } from './use-effect-words';

function PowerChange({ line, effect, isOne }: { line: EffectLine; effect: Effect | null; isOne: boolean }) {
  const { t } = useTranslation();
  const { wasOf, isOf, staysOf } = useEffectWords(isOne);
  if (line.before === line.after)
    return (
      <li>
        <Equal className="i i-sm dim" />
        <span className="mid">{staysOf(line)}</span>
      </li>
    );
  // Who completes alone afterwards is known only where everyone in the workflow is told of.
  const isNobody =
    effect !== null && line.before === 'complete-alone' && nobodyCompletes(effect, line.workflow);
  return (
    <li>
      <ArrowRight className={line.after === 'complete-alone' ? 'i i-sm t-risk' : 'i i-sm t-accent'} />
      <span>
        <del>{wasOf(line)}</del>
        <ins>
          <b>{isOf(line)}</b>
          {isNobody ? `; ${t('effect.nobodyAlone')}` : null}
        </ins>
      </span>
    </li>
  );
}

/** A lock takes from everyone, and gives back, what no grant says: changing this policy alone (§7). */
function LockChange({ operation }: { operation: 'policy.lock' | 'policy.unlock' }) {
  const { t } = useTranslation();
  const isLock = operation === 'policy.lock';
  return (
    <li>
      <ArrowRight className={isLock ? 'i i-sm t-accent' : 'i i-sm t-risk'} />
      <span>
        <del>{t(isLock ? 'effect.lock.openWas' : 'effect.lock.lockedWas')}</del>
        <ins>
          <b>{t(isLock ? 'effect.lock.lockedIs' : 'effect.lock.openIs')}</b>
        </ins>
      </span>
    </li>
  );
}

interface EffectSectionProps {
  effect: Effect | undefined;
  operation: Operation;
  /** It can’t be had as it was asked for: what is shown is what the same change would come to now. */
  isAsOfNow?: boolean;
  /** Without the way to the map, where something is open that would be lost. */
  isStill?: boolean;
}

/** Effective power before and after, in sentences: what was is struck, what would be is bold. */
export function EffectSection({ effect, operation, isAsOfNow = false, isStill = false }: EffectSectionProps) {
  const { t } = useTranslation();
  const lines = useMemo(() => (effect ? effectLines(effect) : []), [effect]);
  if (!effect) return null;
  const coverage = coverageLines(effect);
  const { inactive = [] } = effect;
  if (lines.length === 0 && coverage === null && inactive.length === 0) return null;
  const people = concernedIn(effect);
  const [only] = people;
  const isOne = people.length === 1 && only !== undefined;
  const isPolicy = operation.startsWith('policy.');
  const isLocking = operation === 'policy.lock' || operation === 'policy.unlock';
  return (
    <section className="sect effect">
      <h3 className="h">
        {isOne ? t('effect.titleOne', { name: calledInHeading(only) }) : t('effect.titleMany')}
        {coverage === null || isStill ? null : (
          <button type="button" className="link small end" onClick={() => showScreen('map')}>
            {t('effect.map')}
          </button>
        )}
      </h3>
      {isAsOfNow ? <p className="small dim">{t('effect.asOfNow')}</p> : null}
      <ul className="power">
        {inactive.map((member) => (
          <NotYet key={member.id} member={member} />
        ))}
        {isLocking ? <LockChange operation={operation} /> : null}
        {lines.map((line) => (
          <PowerChange
            key={`${line.aspect}${line.workflow}${line.before}${line.after}${line.places.join()}`}
            line={line}
            effect={isPolicy ? effect : null}
            isOne={isOne}
          />
        ))}
        {lines.length === 0 && !isLocking ? (
          <li>
            <Equal className="i i-sm dim" />
            <span className="mid">{t('effect.nobodyChanges')}</span>
          </li>
        ) : null}
        <CoverageChanges lines={coverage} />
      </ul>
    </section>
  );
}
