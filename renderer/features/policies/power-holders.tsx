import { useTranslation } from 'react-i18next';
import type { PowerHolder } from '../../../shared/contract/coverage';
import { WORKFLOWS, type Workflow, type WorkflowPermission } from '../../../shared/contract/organization';
import { listOfNames } from '../../format/list';
import { useAccounts } from '../../stores/accounts-store';
import { Avatar } from '../../ui/avatar';
import { useNames } from '../what-if/use-names';
import { holdersByPlace, type HolderPlace } from './holder-places';

const DECIDES: readonly WorkflowPermission[] = ['approve'];
const STARTS: readonly WorkflowPermission[] = ['initiate', 'execute'];

interface Marked {
  /** Whose power became another while this was shown. */
  changed: ReadonlySet<string>;
}

function HolderRows({ holders, changed }: { holders: readonly PowerHolder[] } & Marked) {
  const { t } = useTranslation();
  const { titleOf } = useNames();
  const asideOf = ({ id, kind, status }: PowerHolder) => {
    if (status !== 'active' && status !== 'enabled') return t(`policies.lock.status.${status}`);
    return kind === 'service-user' ? t('policies.lock.serviceUser') : titleOf(id);
  };
  if (holders.length === 0) return <p className="small dim">{t('policies.lock.nobody')}</p>;
  return (
    <ul className="mini">
      {holders.map((holder) => (
        <li
          key={holder.id}
          className={holder.status === 'active' || holder.status === 'enabled' ? '' : 'off'}
        >
          <Avatar id={holder.id} name={holder.displayName} isBot={holder.kind === 'service-user'} />
          <span className="grow clip">{holder.displayName}</span>
          {changed.has(holder.id) ? (
            <span className="chip risk">{t('policies.lock.changed.chip')}</span>
          ) : null}
          <span className="small dim">{asideOf(holder)}</span>
        </li>
      ))}
    </ul>
  );
}

function HolderList({ title, places, changed }: { title: string; places: readonly HolderPlace[] } & Marked) {
  const { t } = useTranslation();
  const { placeOf } = useNames();
  return (
    <div>
      <h4>{title}</h4>
      {places.map(({ accounts, holders }) => (
        <div key={accounts?.join() ?? ''}>
          {accounts === null ? null : (
            <p className="hold-place">
              {t('policies.lock.on', { accounts: listOfNames(accounts.map(placeOf)) })}
            </p>
          )}
          <HolderRows holders={holders} changed={changed} />
        </div>
      ))}
    </div>
  );
}

interface PowerHoldersProps extends Marked {
  workflow: Workflow;
  required: number;
  holders: readonly PowerHolder[];
}

/** Everyone, active or not, who will hold power once this is locked: here in full, elsewhere in the ring in a line. */
export function PowerHolders({ workflow, required, holders, changed }: PowerHoldersProps) {
  const { t } = useTranslation();
  const { placeOf } = useNames();
  const accounts = (useAccounts((state) => state.accounts) ?? []).map(({ id }) => id);
  const who = (on: Workflow, wanted: readonly WorkflowPermission[]) =>
    holdersByPlace(holders, on, wanted, accounts);
  const namesOf = (places: readonly HolderPlace[]) =>
    places
      .map(({ accounts: on, holders: list }) => {
        const names =
          list.length === 0
            ? t('policies.lock.nobody')
            : listOfNames(list.map(({ displayName }) => displayName));
        return on === null
          ? names
          : t('policies.lock.namesOn', { names, accounts: listOfNames(on.map(placeOf)) });
      })
      .join('; ');
  const others = WORKFLOWS.filter(
    (one) => one !== workflow && holders.some(({ powers }) => powers.some((power) => power.workflow === one)),
  );
  return (
    // The dialog scrolls over it: reached by Tab, so that keys scroll too.
    <section className="sect" tabIndex={0} aria-label={t('policies.lock.holders')}>
      <h3 className="h">
        {t('policies.lock.holders')}
        <span className="end">{t('policies.lock.holdersAll')}</span>
      </h3>
      <div className="hold">
        <HolderList
          title={t('policies.lock.decide', { count: required })}
          places={who(workflow, DECIDES)}
          changed={changed}
        />
        <HolderList title={t('policies.lock.start')} places={who(workflow, STARTS)} changed={changed} />
      </div>
      {others.map((one) => (
        <p key={one} className="small mid ring-line">
          <b>{t('policies.lock.alsoRing', { workflow: t(`policies.workflow.${one}`) })}</b>{' '}
          {t('policies.lock.ringLine', {
            decide: namesOf(who(one, DECIDES)),
            start: namesOf(who(one, STARTS)),
          })}
        </p>
      ))}
    </section>
  );
}
