import { Info, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/contract/problem';
import { OPERATIONS, type Operation } from '../../../shared/contract/requests';
import type { ProbeOutcome } from '../../../shared/contract/what-if';
import { isAccountScoped, WORKFLOW_OF } from '../../../shared/domain/workflows';
import { firstNameOf } from '../../format/person';
import { useAccounts } from '../../stores/accounts-store';
import { useMembers } from '../../stores/members-store';
import { useServiceUsers } from '../../stores/service-users-store';
import { Avatar } from '../../ui/avatar';
import { CheckBox } from '../../ui/check-box';
import { ChoiceSelect, type Choice } from '../../ui/choice-select';
import { useProblemText } from '../../ui/problem-text';
import { SearchSelect } from '../../ui/search-select';
import { useNames } from '../what-if/use-names';
import { BOT_OPERATIONS, type Trial } from './trial';
import { ProbeWords } from './probe-words';
import type { LockedTrial } from './use-what-if';

interface TryItProps {
  trial: Trial;
  onTrial: (trial: Trial) => void;
  hasDraft: boolean;
  /** The answer for this very trial; null while it isn't known. */
  outcome: { before: ProbeOutcome; after: ProbeOutcome } | null;
  problem: Problem | null;
  /** The same with the workflow locked; null where it is locked already. */
  locked: LockedTrial | null;
  isAsIfLocked: boolean;
  onAsIfLocked: (isAsIfLocked: boolean) => void;
}

function usePeopleChoices(): Choice[] {
  const { t } = useTranslation();
  const members = useMembers((state) => state.members) ?? [];
  const serviceUsers = useServiceUsers((state) => state.serviceUsers) ?? [];
  const { titleOf } = useNames();
  return [
    ...members
      .filter(({ status }) => status !== 'removed')
      .map(({ id, displayName, status }) => ({
        id,
        label: displayName,
        aside: status === undefined || status === 'active' ? titleOf(id) : t('policies.try.notActive'),
      })),
    ...serviceUsers.map(({ id, name }) => ({ id, label: name, aside: t('policies.try.serviceUser') })),
  ];
}

/** Everyone who could approve what is tried, and the initiator, who can't. */
function Approvers({ trial, outcome }: { trial: Trial; outcome: ProbeOutcome }) {
  const { t } = useTranslation();
  const { personOf, titleOf } = useNames();
  const people = outcome.eligibleApprovers;
  const name = trial.who === null ? '' : personOf(trial.who);
  const isMember = trial.who?.startsWith('mem_') ?? false;
  const spare = people.length - outcome.requiredApprovals;
  if (outcome.outcome !== 'queue') return null;
  return (
    <div className="pad">
      <h3 className="h">
        {t('policies.try.approvers')} <span className="end num">{people.length}</span>
      </h3>
      <ul className="mini">
        {people.map(({ id, displayName }) => (
          <li key={id}>
            <Avatar id={id} name={displayName} />
            <span className="grow clip">{displayName}</span>
            <span className="small dim nowrap">{titleOf(id)}</span>
          </li>
        ))}
      </ul>
      {people.length === 0 ? <p className="small dim">{t('policies.try.nobody')}</p> : null}
      {trial.who !== null && isMember ? (
        <>
          <h3 className="h try-not">{t('policies.try.cannot')}</h3>
          <ul className="mini">
            <li className="off">
              <Avatar id={trial.who} name={name} />
              <span className="grow clip">{name}</span>
              <span className="small nowrap">{t('policies.try.ownRequest')}</span>
            </li>
          </ul>
        </>
      ) : null}
      {spare > 0 ? null : (
        <div className="note risk trygap">
          <TriangleAlert className="i i-sm" />
          <span>
            {t(spare === 0 ? 'policies.try.noSpare' : 'policies.try.short', { name: firstNameOf(name) })}
          </span>
        </div>
      )}
    </div>
  );
}

/** Picks somebody and something, and says who would decide it, now and after the draft. Nothing is sent. */
export function TryIt(props: TryItProps) {
  const { trial, onTrial, hasDraft, outcome, problem, locked, isAsIfLocked, onAsIfLocked } = props;
  const { t } = useTranslation();
  const textOf = useProblemText();
  const people = usePeopleChoices();
  const accounts = useAccounts((state) => state.accounts) ?? [];
  const isBot = trial.who?.startsWith('svc_') ?? false;
  const operations: readonly Operation[] = isBot ? BOT_OPERATIONS : OPERATIONS;
  const { personOf } = useNames();
  const needsAccount = trial.what !== null && isAccountScoped(WORKFLOW_OF[trial.what]);
  const isComplete = trial.who !== null && trial.what !== null && (!needsAccount || trial.where !== null);
  const name = trial.who === null ? '' : firstNameOf(personOf(trial.who));
  return (
    <>
      <div className="pad">
        <h2 className="h">{t('policies.try.title')}</h2>
        <p className="small dim try-lead">{t(hasDraft ? 'policies.try.lead' : 'policies.try.leadNow')}</p>
        <SearchSelect
          key={people.length}
          label={t('policies.try.who')}
          placeholder={t('policies.try.choose')}
          choices={people}
          value={trial.who}
          onChange={(who) => onTrial({ ...trial, who: who as Trial['who'] })}
        />
        <ChoiceSelect
          isLarge
          label={t('policies.try.what')}
          placeholder={t('policies.try.choose')}
          choices={operations.map((one) => ({ id: one, label: t(`policies.operation.${one}`) }))}
          value={trial.what}
          onChange={(what) => onTrial({ ...trial, what: what as Operation })}
        />
        {needsAccount ? (
          <ChoiceSelect
            isLarge
            label={t('policies.try.where')}
            placeholder={t('policies.try.choose')}
            choices={accounts.map(({ id, name: label }) => ({ id, label }))}
            value={trial.where}
            onChange={(where) => onTrial({ ...trial, where: where as Trial['where'] })}
          />
        ) : null}
        {locked && !problem ? (
          <CheckBox isSelected={isAsIfLocked} onChange={onAsIfLocked}>
            {t('policies.try.asIfLocked', { workflow: t(`policies.workflow.${locked.workflow}`) })}
          </CheckBox>
        ) : null}
      </div>
      <div className="pad" role="status" aria-label={t('policies.try.title')}>
        {problem ? (
          <div className="note">
            <Info className="i i-sm" />
            <span>
              {problem.code === 'permission_denied'
                ? t('policies.try.hidden')
                : t('policies.try.failed', { why: textOf(problem) })}
            </span>
          </div>
        ) : outcome === null ? (
          <p className="small dim">{isComplete ? '' : t('policies.try.pick')}</p>
        ) : (
          <>
            <div className="outcome first">
              <span className="k">{t('policies.try.now')}</span>
              <ProbeWords outcome={outcome.before} name={name} />
            </div>
            {hasDraft ? (
              <div className="outcome">
                <span className="k t-accent">{t('policies.try.draft')}</span>
                <ProbeWords outcome={outcome.after} name={name} than={outcome.before} />
              </div>
            ) : null}
            {locked?.outcome ? (
              <div className="outcome">
                <span className="k t-accent">{t('policies.try.locked')}</span>
                {locked.refused === null ? (
                  <ProbeWords outcome={locked.outcome} name={name} than={outcome.after} />
                ) : (
                  <span className="v">
                    <b>{t('policies.try.cantLock')}</b>
                    <small>{locked.refused}</small>
                  </span>
                )}
              </div>
            ) : null}
          </>
        )}
      </div>
      {outcome ? (
        <Approvers
          trial={trial}
          outcome={locked?.outcome && locked.refused === null ? locked.outcome : outcome.after}
        />
      ) : null}
    </>
  );
}
