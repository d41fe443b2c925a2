import { Eye, History, OctagonX, Split, Waypoints } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView, Workflow } from '../../../shared/contract/organization';
import { ringUnder } from '../../../shared/domain/ring';
import { useAccounts } from '../../stores/accounts-store';
import { useMayInitiate } from '../../stores/desktop-store';
import { loadMembers } from '../../stores/members-store';
import { loadOrganization } from '../../stores/organization-store';
import { loadPolicies, neededWhenLocked, usePolicies } from '../../stores/policies-store';
import { openPolicyDrafts } from '../../stores/policy-drafts';
import { forgetPolicyVersion, usePolicyVersion } from '../../stores/policy-version';
import { showScreen } from '../../stores/screen-store';
import { loadServiceUsers } from '../../stores/service-users-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { useDelayed } from '../../ui/use-delayed';
import { tightestOf } from '../what-if/coverage-pairs';
import { DiffDialog } from './diff-dialog';
import { PolicyDraftBar } from './draft-bar';
import { LockDialog } from './lock-dialog';
import { PolicyCard } from './policy-card';
import { SecurityCard } from './security-card';
import { SubmitDialog } from './submit-dialog';
import type { Trial } from './trial';
import { TryIt } from './try-it';
import { UnlockDialog } from './unlock-dialog';
import { useDraftDesk } from './use-draft-items';
import { useLockedTrial, useWhatIf } from './use-what-if';
import { useSince } from './use-versions';
import { VersionHistory } from './version-history';

type OpenDialog = { kind: 'diff' | 'submit' } | { kind: 'lock' | 'unlock'; workflow: Workflow };

function LoadingCards() {
  const { t } = useTranslation();
  const isShown = useDelayed(true);
  return (
    <div className="cards" role="status" aria-label={t('policies.loading')}>
      {isShown
        ? [0, 1, 2, 3].map((card) => (
            <div key={card} className="card blanks">
              <span className="blank w5" />
              <span className="blank w9" />
              <span className="blank w7" />
            </div>
          ))
        : null}
    </div>
  );
}

function useEverythingRead(session: SessionView): void {
  useEffect(() => {
    openPolicyDrafts(session);
    void loadPolicies();
    void loadOrganization();
    void loadMembers();
    void loadServiceUsers();
    // Once per person: what changes later is told by events.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [session.member.id]);
}

/** Every workflow's policy as a card, the drafts of them, and what they would come to. */
export function PoliciesScreen({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  useEverythingRead(session);
  const { policies, problem } = usePolicies();
  const mayChange = useMayInitiate('policies');
  const { standings, items, changes, edit } = useDraftDesk();
  const [wanted] = useState(() => usePolicyVersion.getState().asked);
  const [aside, setAside] = useState<'try' | 'versions'>(wanted === null ? 'try' : 'versions');
  useEffect(forgetPolicyVersion, []);
  const [chosen, setTrial] = useState<Trial>({
    who: session.member.id,
    what: 'withdrawal.crypto.create',
    where: null,
  });
  const firstAccount = useAccounts((state) => state.accounts?.[0]?.id ?? null);
  const trial = useMemo(() => ({ ...chosen, where: chosen.where ?? firstAccount }), [chosen, firstAccount]);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const since = useSince(policies);
  const { simulation, pairs, problem: whatIfProblem, outcome } = useWhatIf(trial, changes);
  const [isAsIfLocked, setAsIfLocked] = useState(false);
  const locked = useLockedTrial(trial, changes, isAsIfLocked);
  const ring = useMemo(() => ringUnder(policies), [policies]);
  const close = () => setDialog(null);
  const governing = neededWhenLocked(policies);
  const asked =
    dialog && 'workflow' in dialog ? policies.find((one) => one.workflow === dialog.workflow) : undefined;
  const sinceOf = (workflow: Workflow) => {
    const at = since.get(workflow);
    return at === undefined ? null : Date.parse(at);
  };
  return (
    <main className="page">
      <header className="bar ruled edge">
        <h1>{t('policies.title')}</h1>
        <span className="grow" />
        <Button
          kind="ghost"
          icon={aside === 'try' ? History : Split}
          onPress={() => setAside(aside === 'try' ? 'versions' : 'try')}
        >
          {t(aside === 'try' ? 'policies.versionsButton' : 'policies.tryButton')}
        </Button>
        <Button kind="ghost" icon={Waypoints} onPress={() => showScreen('map')}>
          {t('policies.mapButton')}
        </Button>
      </header>
      {problem ? (
        <Banner
          icon={OctagonX}
          isBad
          title={t('policies.failed')}
          action={<Button onPress={() => void loadPolicies()}>{t('action.tryAgain')}</Button>}
        />
      ) : null}
      {mayChange || policies.length === 0 ? null : <Banner icon={Eye} title={t('policies.readOnly')} />}
      {mayChange && items.length > 0 ? (
        <PolicyDraftBar
          items={items}
          onSee={() => setDialog({ kind: 'diff' })}
          onSubmit={() => setDialog({ kind: 'submit' })}
        />
      ) : null}
      <div className="split try">
        {policies.length === 0 ? (
          <LoadingCards />
        ) : (
          <div className="cards">
            {policies.map((policy) => (
              <PolicyCard
                key={policy.workflow}
                policy={policy}
                since={sinceOf(policy.workflow)}
                item={items.find(({ subject }) => subject === policy.workflow)}
                coverage={
                  simulation?.coverage.find(({ workflow }) => workflow === policy.workflow) ?? policy.coverage
                }
                tightest={tightestOf(pairs, policy.workflow)}
                isWorkedOut={simulation !== null || whatIfProblem !== null}
                neededForLocked={governing}
                isInRing={ring.has(policy.workflow)}
                isAnyLocked={ring.size > 0}
                mayChange={mayChange}
                onEdit={(change) => edit(policy.workflow, change)}
                onLock={() => setDialog({ kind: 'lock', workflow: policy.workflow })}
                onUnlock={() => setDialog({ kind: 'unlock', workflow: policy.workflow })}
              />
            ))}
            <SecurityCard standings={standings} items={items} mayChange={mayChange} onEdit={edit} />
          </div>
        )}
        <aside
          className="aside"
          aria-label={t(aside === 'try' ? 'policies.try.title' : 'policies.history.title')}
        >
          {aside === 'try' ? (
            <TryIt
              trial={trial}
              onTrial={setTrial}
              hasDraft={changes.length > 0}
              outcome={outcome}
              locked={locked}
              isAsIfLocked={isAsIfLocked}
              onAsIfLocked={setAsIfLocked}
              problem={whatIfProblem}
            />
          ) : (
            <VersionHistory policies={policies} asked={wanted} />
          )}
        </aside>
      </div>
      {dialog?.kind === 'diff' ? <DiffDialog items={items} simulation={simulation} onClose={close} /> : null}
      {dialog?.kind === 'submit' ? <SubmitDialog items={items} onClose={close} /> : null}
      {dialog?.kind === 'lock' && asked ? (
        <LockDialog policy={asked} neededForLocked={governing} session={session} onClose={close} />
      ) : null}
      {dialog?.kind === 'unlock' && asked ? <UnlockDialog policy={asked} onClose={close} /> : null}
    </main>
  );
}
