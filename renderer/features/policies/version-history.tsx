import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WORKFLOWS, type Workflow } from '../../../shared/contract/organization';
import type { PolicyView } from '../../../shared/contract/policies';
import { listOfNames } from '../../format/list';
import { clockOrDay, exactTime } from '../../format/time';
import { useNow } from '../../stores/clock-store';
import type { PolicyVersionPlace } from '../../stores/policy-version';
import { ChoiceSelect } from '../../ui/choice-select';
import { useProblemText } from '../../ui/problem-text';
import { useNames } from '../what-if/use-names';
import { useSettingWords } from './use-setting-words';
import { useVersions, type PolicyVersion } from './use-versions';

const COMPARED = [
  'requiredApprovals',
  'alwaysRequireApproval',
  'expiresAfterHours',
  'addressHoldHours',
  'locked',
] as const;

const bringIntoView = (row: HTMLElement | null) => row?.scrollIntoView({ block: 'nearest' });

function Differences({ version, against }: { version: PolicyVersion; against: PolicyVersion | undefined }) {
  const { t } = useTranslation();
  const { nameOf, valueOf } = useSettingWords();
  if (!against) return <p className="small dim">{t('policies.history.first')}</p>;
  const changed = COMPARED.filter((name) => version[name] !== against[name]);
  if (changed.length === 0) return <p className="small dim">{t('policies.history.same')}</p>;
  return (
    <ul className="version-diff">
      {changed.map((name) => (
        <li key={name}>
          <span className="mid">{nameOf(name)}</span>
          <span className="num">
            <del>{valueOf(name, against[name])}</del> <b>{valueOf(name, version[name])}</b>
          </span>
        </li>
      ))}
    </ul>
  );
}

interface VersionHistoryProps {
  policies: readonly PolicyView[];
  /** The version that somebody came here for. */
  asked: PolicyVersionPlace | null;
}

/** Every version of a policy: who, when, and what differs from the one before or from the one in force. */
export function VersionHistory({ policies, asked }: VersionHistoryProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const now = useNow();
  const { personOf } = useNames();
  const [workflow, setWorkflow] = useState<Workflow>(asked?.workflow ?? 'withdrawals');
  const [against, setAgainst] = useState<'before' | 'current'>('before');
  const current = policies.find((one) => one.workflow === workflow)?.version ?? 1;
  const { versions, problem } = useVersions(workflow, current);
  const isAsked = ({ version }: PolicyVersion) => asked?.workflow === workflow && asked.version === version;
  return (
    <>
      <div className="pad">
        <h2 className="h">{t('policies.history.title')}</h2>
        <p className="small dim try-lead">{t('policies.history.lead')}</p>
        <ChoiceSelect
          isLarge
          label={t('policies.history.of')}
          choices={WORKFLOWS.map((id) => ({ id, label: t(`policies.workflow.${id}`) }))}
          value={workflow}
          onChange={(id) => setWorkflow(id as Workflow)}
        />
        <ChoiceSelect
          isLarge
          label={t('policies.history.compare')}
          choices={[
            { id: 'before', label: t('policies.history.before') },
            { id: 'current', label: t('policies.history.current') },
          ]}
          value={against}
          onChange={(id) => setAgainst(id === 'current' ? 'current' : 'before')}
        />
      </div>
      <div className="pad">
        {problem ? <p className="small t-bad">{textOf(problem)}</p> : null}
        {versions === null && !problem ? (
          <p className="small dim" role="status">
            {t('policies.history.loading')}
          </p>
        ) : null}
        <ol className="versions" aria-label={t('policies.history.title')}>
          {(versions ?? []).map((version, index, all) => (
            <li
              key={version.version}
              ref={isAsked(version) ? bringIntoView : undefined}
              className={isAsked(version) ? 'asked' : undefined}
              aria-current={isAsked(version) ? 'true' : undefined}
            >
              <p className="version-head">
                <b>{t('policies.version', { version: version.version })}</b>
                {index === 0 ? <span className="chip">{t('policies.history.inForce')}</span> : null}
              </p>
              <p className="small dim" title={exactTime(Date.parse(version.changedAt))}>
                {version.changedBy === null
                  ? clockOrDay(Date.parse(version.changedAt), now)
                  : t('policies.history.by', {
                      when: clockOrDay(Date.parse(version.changedAt), now),
                      name: personOf(version.changedBy),
                    })}
              </p>
              {version.request ? (
                <p className="small dim">
                  {version.request.approvedBy.length === 0
                    ? t('policies.history.alone', { number: version.request.number })
                    : t('policies.history.approved', {
                        number: version.request.number,
                        names: listOfNames(version.request.approvedBy.map(({ displayName }) => displayName)),
                      })}
                </p>
              ) : null}
              <Differences
                version={version}
                against={against === 'before' ? all[index + 1] : index === 0 ? version : all[0]}
              />
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}
