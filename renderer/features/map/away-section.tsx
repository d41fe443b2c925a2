import { Check, Equal, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MemberId } from '../../../shared/contract/primitives';
import { firstNameOf } from '../../format/person';
import { withoutPerson, type AwayEffect } from '../what-if/away';
import type { Pair } from '../what-if/coverage-pairs';
import { useNames } from '../what-if/use-names';

function EffectIcon({ kind }: Pick<AwayEffect, 'kind'>) {
  if (kind === 'stops') return <OctagonX className="i i-sm t-bad" />;
  if (kind === 'partly' || kind === 'short') return <TriangleAlert className="i i-sm t-risk" />;
  return kind === 'goes-on' ? <Check className="i i-sm t-ok" /> : <Equal className="i i-sm dim" />;
}

function useEffectWords() {
  const { t } = useTranslation();
  const { personOf, placeOf } = useNames();
  const headOf = ({ kind, workflow, spare }: AwayEffect): string => {
    const what = t(`policies.workflow.${workflow}`);
    if (kind === 'stops') return t('map.stops', { what });
    if (kind === 'partly') return t('map.partly', { what });
    if (kind === 'short') return t('map.alreadyShort', { what });
    if (kind === 'quiet') return t('map.quiet', { what });
    return spare === 0 ? t('map.goesOnBare', { what }) : t('map.goesOn', { what, count: spare });
  };
  const detailOf = ({ kind, tightest, stuck }: AwayEffect): string => {
    if (tightest === null) return '';
    const numbers = { needed: tightest.required, left: tightest.approvers.length };
    const left =
      tightest.accountId === null
        ? t('map.left', numbers)
        : t('map.leftAt', { ...numbers, place: placeOf(tightest.accountId) });
    const [first] = stuck;
    if ((kind !== 'stops' && kind !== 'partly') || first === undefined) return `${left}.`;
    const who =
      stuck.length === 1
        ? t('map.stuck', { names: personOf(first) })
        : t('map.stuckMany', { names: personOf(first), count: stuck.length - 1 });
    return `${left}. ${who}`;
  };
  return { headOf, detailOf };
}

/** What falls over without somebody, and what goes on: workflow by workflow. */
export function AwaySection({ id, name, pairs }: { id: MemberId; name: string; pairs: readonly Pair[] }) {
  const { t } = useTranslation();
  const { headOf, detailOf } = useEffectWords();
  return (
    <div className="pad">
      <h2 className="h">{t('map.away', { name: firstNameOf(name) })}</h2>
      <ul className="power">
        {withoutPerson(pairs, id).map((effect) => (
          <li key={effect.workflow}>
            <EffectIcon kind={effect.kind} />
            <span>
              {effect.kind === 'stops' ? <b>{headOf(effect)}</b> : headOf(effect)}
              <small className="block dim">{detailOf(effect)}</small>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
