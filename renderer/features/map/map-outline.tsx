import { useTranslation } from 'react-i18next';
import { listOfNames } from '../../format/list';
import { CoverageWord } from '../what-if/coverage-meter';
import type { MapModel, MapPerson } from './map-model';

/** The drawing in words, workflow by workflow: threshold, who can start, who can decide, and how it is covered. */
export function MapOutline({ model }: { model: MapModel }) {
  const { t } = useTranslation();
  const namesOf = (people: readonly MapPerson[]) => {
    const names = people.flatMap(({ members, isActive }) =>
      members.map(({ name }) => (isActive ? name : t('map.inactive', { name }))),
    );
    return names.length === 0 ? t('map.nobody') : listOfNames(names);
  };
  return (
    // What stands beside the map scrolls, and may hold nothing else that Tab reaches.
    <section className="pad" aria-labelledby="map-words" tabIndex={0}>
      <h2 className="h" id="map-words">
        {t('map.words')}
      </h2>
      {model.workflows.map(({ workflow, required, isLocked, coverage, starters, deciders, alone }) => (
        <section key={workflow} className="map-words" aria-labelledby={`map-words-${workflow}`}>
          <h3>
            <span id={`map-words-${workflow}`} className="grow">
              {t(`policies.workflow.${workflow}`)}
            </span>
            {isLocked ? <span className="chip locked">{t('map.locked')}</span> : null}
            <CoverageWord coverage={coverage} />
          </h3>
          <dl>
            <dt>{t('map.decideList', { needed: required })}</dt>
            <dd>{namesOf(deciders)}</dd>
            <dt>{t('map.startList')}</dt>
            <dd>{namesOf(starters)}</dd>
            <dt>{t('map.aloneList')}</dt>
            <dd>{namesOf(alone)}</dd>
          </dl>
        </section>
      ))}
    </section>
  );
}
