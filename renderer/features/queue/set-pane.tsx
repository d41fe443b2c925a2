import { Layers, OctagonX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import type { RequestRow } from '../../../shared/contract/requests';
import type { RequestId } from '../../../shared/contract/primitives';
import { shortDigest } from '../../format/address';
import { FOCUS } from '../../keyboard/focus-targets';
import { Banner } from '../../ui/banner';
import { DecisionForm } from '../request/decision-form';
import { RiskList } from '../request/risks-section';
import { numberOf } from '../request/shown-params';
import { SetApart } from './set-apart';
import { SetItems } from './set-items';
import { SetApprovals, SetLead } from './set-lead';
import { setParts } from './set-outliers';
import { moneyOf, useSetText } from './set-row';
import { useDoubts, useRowsOfSet } from './use-like-set';
import { useSetDecision, type SetDecision } from './use-set-decision';

/** As many as one call decides (the contract's bound). */
const AT_ONCE = 200;
const isOpen = (row: RequestRow): boolean => row.canDecide && row.status === 'pending';

function Refusals({ rows, refused }: { rows: readonly RequestRow[]; refused: SetDecision['refused'] }) {
  const { t } = useTranslation();
  if (refused.length === 0) return null;
  const nameOf = (id: RequestId) => {
    const row = rows.find((one) => one.id === id);
    return row === undefined ? '' : numberOf(row);
  };
  return (
    <Banner icon={OctagonX} isBad title={t('bulk.refused', { count: refused.length })}>
      {refused
        .map(({ requestId, code, detail }) =>
          t('bulk.refusedItem', {
            number: nameOf(requestId),
            why: detail ?? (code ? t(`problems.${code}`) : ''),
          }),
        )
        .join(' ')}
    </Banner>
  );
}

interface SetBarProps {
  id: string;
  deciding: SetDecision;
  rows: readonly RequestRow[];
  hasOpen: boolean;
  isReading: boolean;
  session: SessionView;
}

function SetBar({ id, deciding, rows, hasOpen, isReading, session }: SetBarProps) {
  const { t } = useTranslation();
  if (!hasOpen)
    return (
      <footer className="decide off" role="group" aria-label={t('request.decide.label')}>
        <p className="line mid">{t('bulk.nothing')}</p>
      </footer>
    );
  const count = rows.length;
  const isLast = rows.length > 0 && rows.every((row) => row.validApprovals + 1 >= row.requiredApprovals);
  const sends = isLast && rows[0]?.workflow === 'withdrawals';
  return (
    <DecisionForm
      deciding={count === 0 ? { ...deciding, message: deciding.message ?? t('bulk.none') } : deciding}
      session={session}
      keptAs={`reason.${id}`}
      words={{
        approve: t(sends ? 'bulk.approveSend' : 'bulk.approve', { count }),
        reject: t('bulk.reject', { count }),
      }}
      isBarred={count === 0 || isReading}
    />
  );
}

/** Like requests, looked at and decided together: what stands out is pulled out, one confirmation covers the rest. */
export function SetPane({ id, session }: { id: string; session: SessionView }) {
  const { t } = useTranslation();
  const textOf = useSetText();
  const rows = useRowsOfSet(id);
  const { details, isReading } = useDoubts(rows);
  const { alike, apart, shared } = useMemo(() => setParts(rows, details), [rows, details]);
  // What comes while the set is looked at isn't decided with it unless it is ticked by hand.
  const [seen] = useState<ReadonlySet<RequestId>>(() => new Set(rows.map((row) => row.id)));
  const [ticks, setTicks] = useState<ReadonlyMap<RequestId, boolean>>(new Map());
  const chosen = useMemo(
    () => alike.filter((row) => isOpen(row) && (ticks.get(row.id) ?? seen.has(row.id))).slice(0, AT_ONCE),
    [alike, ticks, seen],
  );
  const deciding = useSetDecision(chosen);
  const name = textOf({ id: 'set:', rows: [...rows] });
  const open = alike.filter(isOpen);
  // The sentence below speaks of what is decided together, so the bar says how many of the set that is.
  const some = { some: alike.length, count: rows.length };
  const heading =
    apart.length === 0 ? name : t(moneyOf(rows) === null ? 'bulk.rowSome' : 'bulk.rowSomeWithdrawals', some);
  return (
    <section className="req" aria-label={name}>
      <header className="bar ruled edge">
        <Layers className="i" />
        <span className="mid">{heading}</span>
        <span className="grow" />
      </header>
      <Refusals rows={rows} refused={deciding.refused} />
      <div className="req-body" tabIndex={-1} id={FOCUS.request}>
        <SetLead rows={chosen.length > 0 ? chosen : alike} isOpen={chosen.length > 0} />
        {chosen.length > 0 ? <SetApprovals rows={chosen} me={session.member} /> : null}
        {isReading ? (
          <p className="small dim sect" role="status">
            {t('bulk.reading')}
          </p>
        ) : (
          <>
            <RiskList title={t('bulk.risks')} risks={shared} account={rows[0]?.view.account?.name ?? ''} />
            <SetApart apart={apart} />
          </>
        )}
        <SetItems
          rows={alike}
          ticked={new Set(chosen.map((row) => row.id))}
          outcomes={deciding.outcomes}
          isNew={(row) => !seen.has(row.id)}
          isBusy={deciding.sending !== null}
          onTick={(rowId, isTicked) => setTicks(new Map(ticks).set(rowId, isTicked))}
        />
        {open.length > AT_ONCE ? <p className="small dim">{t('bulk.more', { count: AT_ONCE })}</p> : null}
        {chosen.length > 0 ? (
          <section className="sect">
            <h3 className="h">{t('bulk.signs')}</h3>
            <p className="mono mid sel" title={deciding.setDigest}>
              {t('bulk.signsText', { count: chosen.length, digest: shortDigest(deciding.setDigest) })}
            </p>
          </section>
        ) : null}
      </div>
      <SetBar
        id={id}
        deciding={deciding}
        rows={chosen}
        hasOpen={open.length > 0}
        isReading={isReading}
        session={session}
      />
    </section>
  );
}
