import { Check, Info, OctagonX, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MemberId } from '../../../shared/contract/primitives';
import { Avatar } from '../../ui/avatar';
import { breaks, withoutPerson } from '../what-if/away';
import { CoverageText } from '../what-if/coverage-text';
import { tightestOf, type Pair } from '../what-if/coverage-pairs';
import { useNames } from '../what-if/use-names';
import type { SinglePoint } from '../what-if/away';
import type { Change } from '../what-if/use-simulation';
import { AwaySection } from './away-section';
import { MapOutline } from './map-outline';
import type { MapModel, MapPerson } from './map-model';
import { MendSection } from './mend-section';
import { useMapWords } from './use-map-words';

interface MapAsideProps {
  model: MapModel;
  pairs: readonly Pair[];
  singles: readonly SinglePoint[];
  changes: readonly Change[];
  /** Whether who is irreplaceable could be worked out. */
  isKnown: boolean;
  /** Whether it was worked out yet. */
  isAnswered: boolean;
  picked: string | null;
  onPick: (id: string | null) => void;
}

function Singles({
  singles,
  pairs,
  isKnown,
  isAnswered,
  isCovered,
  picked,
  onPick,
}: Pick<MapAsideProps, 'singles' | 'pairs' | 'isKnown' | 'isAnswered' | 'picked' | 'onPick'> & {
  isCovered: boolean;
}) {
  const { t } = useTranslation();
  const { personOf, titleOf } = useNames();
  if (!isKnown)
    return (
      <div className="pad">
        <div className="note">
          <Info className="i i-sm" />
          <span>{t('map.singlesHidden')}</span>
        </div>
      </div>
    );
  // Before the answer nothing is claimed.
  if (!isAnswered) return null;
  if (pairs.length === 0)
    return (
      <div className="pad">
        <h2 className="h">{t('map.nothingWaits')}</h2>
        <p className="small dim">{t('map.nothingWaitsText')}</p>
      </div>
    );
  // Where too few could approve with everybody here, “nobody is irreplaceable” would be the wrong comfort.
  if (singles.length === 0 && !isCovered) return null;
  if (singles.length === 0)
    return (
      <div className="pad">
        <h2 className="h">
          <Check className="i i-sm t-ok" />
          {t('map.singlesNone')}
        </h2>
        <p className="small dim">{t('map.singlesNoneText')}</p>
      </div>
    );
  return (
    <div className="pad">
      <h2 className="h t-risk">
        <TriangleAlert className="i i-sm" />
        {t('map.singles')}
        <span className="end num">{singles.length}</span>
      </h2>
      <ul className="spofs">
        {singles.map(({ memberId, workflows }) => (
          <li key={memberId}>
            <button
              type="button"
              className="person"
              aria-pressed={picked === memberId}
              onClick={() => onPick(picked === memberId ? null : memberId)}
            >
              <Avatar id={memberId} name={personOf(memberId)} />
              <span className="grow">
                <span className="n clip">{personOf(memberId)}</span>
                <small className="clip">
                  {titleOf(memberId) === '' ? null : `${titleOf(memberId)} · `}
                  {workflows.map((one) => t(`policies.workflow.${one}`)).join(', ')}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function PickedPerson({
  person,
  pairs,
  changes,
}: { person: MapPerson } & Pick<MapAsideProps, 'pairs' | 'changes'>) {
  const { t } = useTranslation();
  const { nameOf, powerOf } = useMapWords();
  if (person.kind !== 'member') {
    return (
      <div className="pad">
        <h2 className="h">{nameOf(person)}</h2>
        <p className="small mid">{powerOf(person)}.</p>
        {person.kind === 'service-user' ? (
          <p className="small dim">{t('map.awayService')}</p>
        ) : (
          <ul className="mini">
            {person.members.map(({ id, name }) => (
              <li key={id}>
                <Avatar id={id} name={name} />
                <span className="grow clip">{name}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    );
  }
  const id = person.id as MemberId;
  const worst = withoutPerson(pairs, id).find(breaks);
  return (
    <>
      <AwaySection id={id} name={person.name} pairs={pairs} />
      {worst ? (
        <MendSection
          workflow={worst.workflow}
          place={worst.tightest?.accountId ?? null}
          away={id}
          changes={changes}
        />
      ) : null}
    </>
  );
}

/** Beside the drawing: who is irreplaceable, what the one picked means, and all of it in words. */
export function MapAside(props: MapAsideProps) {
  const { model, pairs, singles, changes, isKnown, isAnswered, picked, onPick } = props;
  const { t } = useTranslation();
  const { personOf, placeOf } = useNames();
  const person = model.people.find(({ id }) => id === picked);
  const workflow = model.workflows.find((one) => one.workflow === picked);
  const uncovered = model.workflows.filter(({ coverage }) => !coverage.ok);
  return (
    <aside className="aside" aria-label={t('map.title')}>
      {uncovered.length === 0 ? null : (
        <div className="pad">
          <h2 className="h t-bad">
            <OctagonX className="i i-sm" />
            {t('map.uncoveredTitle')}
          </h2>
          {uncovered.map((one) => (
            <div key={one.workflow} className="map-uncovered small">
              <b>{t(`policies.workflow.${one.workflow}`)}</b>
              {(one.coverage.shortfalls ?? []).slice(0, 2).map((short) => (
                <p key={`${short.accountId ?? ''}${short.initiatorId}`} className="mid">
                  {t('map.uncoveredText', {
                    place: placeOf(short.accountId),
                    name: personOf(short.initiatorId),
                    eligible: short.eligible,
                    required: short.required,
                  })}
                </p>
              ))}
            </div>
          ))}
        </div>
      )}
      <Singles
        singles={singles}
        pairs={pairs}
        isKnown={isKnown}
        isAnswered={isAnswered}
        isCovered={uncovered.length === 0}
        picked={picked}
        onPick={onPick}
      />
      <div role="status" className="map-picked">
        {person && isKnown ? <PickedPerson person={person} pairs={pairs} changes={changes} /> : null}
        {workflow ? (
          <div className="pad cover-text">
            <h2 className="h">
              {t('map.awayWorkflow', { name: t(`policies.workflow.${workflow.workflow}`) })}
            </h2>
            <CoverageText coverage={workflow.coverage} tightest={tightestOf(pairs, workflow.workflow)} />
          </div>
        ) : null}
        {picked === null ? (
          <div className="pad">
            <p className="small dim">{t('map.pick')}</p>
          </div>
        ) : null}
      </div>
      {uncovered.length === 0 && pairs.length > 0 ? (
        <div className="pad">
          <h2 className="h">
            <Check className="i i-sm t-ok" />
            {t('map.covered')}
          </h2>
        </div>
      ) : null}
      <MapOutline model={model} />
    </aside>
  );
}
