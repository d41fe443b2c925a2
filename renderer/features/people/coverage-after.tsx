import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { WORKFLOWS } from '../../../shared/contract/organization';
import type { Simulation } from '../../../shared/contract/what-if';
import { AffectedRequests } from '../policies/affected-requests';
import { CoverageWord } from '../what-if/coverage-meter';
import { useSimulation, type Change, type Simulated } from '../what-if/use-simulation';

/** What would be after one change. */
function useChangeSimulation(change: Change): Simulated {
  const changes = useMemo(() => [change], [change]);
  return useSimulation(changes, NO_PROBES);
}
const NO_PROBES = [] as const;

/** Approvers to spare in each workflow, now and after; only for who may see coverage (§12). */
export function CoverageAfter({ change }: { change: Change }) {
  const { t } = useTranslation();
  const { simulation } = useChangeSimulation(change);
  if (simulation === null) return null;
  return (
    <>
      <div className="pad">
        <h3 className="h">{t('people.coverage.title')}</h3>
        <CoverageTable simulation={simulation} />
      </div>
      {simulation.affectedPending.length > 0 ? (
        <div className="pad">
          <h3 className="h">{t('policies.draft.affected')}</h3>
          <AffectedRequests affected={simulation.affectedPending} />
        </div>
      ) : null}
    </>
  );
}

/** Coverage of every workflow, before and after. */
export function CoverageTable({ simulation }: { simulation: Simulation }) {
  const { t } = useTranslation();
  return (
    <table className="cov">
      <thead className="sr">
        <tr>
          <th>{t('people.where')}</th>
          <th>{t('request.power.now')}</th>
          <th>{t('request.power.after')}</th>
        </tr>
      </thead>
      <tbody>
        {WORKFLOWS.map((workflow) => {
          const before = simulation.coverageBefore.find((one) => one.workflow === workflow);
          const after = simulation.coverage.find((one) => one.workflow === workflow);
          return (
            <tr key={workflow}>
              <th scope="row">{t(`people.coverage.${workflow}`)}</th>
              <td className="was">{before ? <CoverageWord coverage={before} /> : null}</td>
              <td>{after ? <CoverageWord coverage={after} /> : null}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What a step does to requests that wait; nothing is said to who may not see that. */
export function PendingEffects({ change }: { change: Change }) {
  const { t } = useTranslation();
  const { simulation } = useChangeSimulation(change);
  if (simulation === null || simulation.refusedChange !== undefined) return null;
  return (
    <section className="sect">
      <h3 className="h">{t('policies.draft.affected')}</h3>
      <AffectedRequests affected={simulation.affectedPending} />
    </section>
  );
}
