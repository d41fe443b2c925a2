import { useTranslation } from 'react-i18next';
import type { PowerHolder } from '../../../shared/contract/coverage';
import { WORKFLOWS, type Workflow } from '../../../shared/contract/organization';
import { listOfNames } from '../../format/list';
import { Avatar } from '../../ui/avatar';
import { useNames } from '../what-if/use-names';

const holdsOn = (holder: PowerHolder, workflow: Workflow, wanted: readonly string[]): boolean =>
  holder.powers.some(
    (power) => power.workflow === workflow && power.permissions.some((one) => wanted.includes(one)),
  );
const DECIDES = ['approve'];
const STARTS = ['initiate', 'execute'];

function HolderList({ title, holders }: { title: string; holders: readonly PowerHolder[] }) {
  const { t } = useTranslation();
  const { titleOf } = useNames();
  const asideOf = ({ id, kind, status }: PowerHolder) => {
    if (status !== 'active' && status !== 'enabled') return t(`policies.lock.status.${status}`);
    return kind === 'service-user' ? t('policies.lock.serviceUser') : titleOf(id);
  };
  return (
    <div>
      <h4>{title}</h4>
      {holders.length === 0 ? <p className="small dim">{t('policies.lock.nobody')}</p> : null}
      <ul className="mini">
        {holders.map((holder) => (
          <li
            key={holder.id}
            className={holder.status === 'active' || holder.status === 'enabled' ? '' : 'off'}
          >
            <Avatar id={holder.id} name={holder.displayName} isBot={holder.kind === 'service-user'} />
            <span className="grow clip">{holder.displayName}</span>
            <span className="small dim">{asideOf(holder)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PowerHoldersProps {
  workflow: Workflow;
  required: number;
  holders: readonly PowerHolder[];
}

/** Everyone, active or not, who will hold power once this is locked: here in full, elsewhere in the ring in a line. */
export function PowerHolders({ workflow, required, holders }: PowerHoldersProps) {
  const { t } = useTranslation();
  const who = (on: Workflow, wanted: readonly string[]) =>
    holders.filter((holder) => holdsOn(holder, on, wanted));
  const namesOf = (list: readonly PowerHolder[]) =>
    list.length === 0 ? t('policies.lock.nobody') : listOfNames(list.map(({ displayName }) => displayName));
  const others = WORKFLOWS.filter(
    (one) => one !== workflow && holders.some(({ powers }) => powers.some((power) => power.workflow === one)),
  );
  return (
    <section className="sect">
      <h3 className="h">
        {t('policies.lock.holders')}
        <span className="end">{t('policies.lock.holdersAll')}</span>
      </h3>
      <div className="hold">
        <HolderList title={t('policies.lock.decide', { count: required })} holders={who(workflow, DECIDES)} />
        <HolderList title={t('policies.lock.start')} holders={who(workflow, STARTS)} />
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
