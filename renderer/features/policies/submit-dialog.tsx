import { CircleCheck, CircleDashed, PencilLine } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepPolicyDraft, type DraftSubject } from '../../stores/policy-drafts';
import { loadOrganization } from '../../stores/organization-store';
import { loadPolicies } from '../../stores/policies-store';
import { Sentence } from '../../strings/sentence';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/text-field';
import type { InitiateCommand } from '../initiate/initiate-command';
import { Outcome } from '../initiate/outcome';
import { ProposalFooter } from '../initiate/proposal-footer';
import { useProposal } from '../initiate/use-proposal';
import { EffectSection } from '../request/effect-section';
import { commandOf, type DraftItem } from './draft-edits';
import { SettingDiff } from './setting-diff';

type Fate = 'sent' | 'skipped';

interface ItemStepProps {
  item: DraftItem;
  position: number;
  total: number;
  fates: ReadonlyMap<DraftSubject, Fate>;
  subjects: readonly DraftSubject[];
  onFate: (fate: Fate) => void;
  onClose: () => void;
}

/** The changes in order: what was sent, what was kept, which one is on the table. */
function Steps({
  subjects,
  fates,
  current,
}: Pick<ItemStepProps, 'subjects' | 'fates'> & { current: DraftSubject }) {
  const { t } = useTranslation();
  return (
    <ol className="submit-steps" aria-label={t('policies.submit.items')}>
      {subjects.map((subject) => {
        const fate = fates.get(subject) ?? (subject === current ? 'now' : 'waiting');
        const Icon = fate === 'sent' ? CircleCheck : fate === 'now' ? PencilLine : CircleDashed;
        return (
          <li key={subject} className={fate} aria-current={fate === 'now' ? 'step' : undefined}>
            <Icon className={fate === 'sent' ? 'i i-sm t-ok' : 'i i-sm'} />
            <span>
              {t(`policies.workflow.${subject}`)} <small>{t(`policies.submit.${fate}`)}</small>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function ItemStep({ item, position, total, fates, subjects, onFate, onClose }: ItemStepProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const { subject, draft, standing } = item;
  const command = useMemo<InitiateCommand>(() => {
    const said = note.trim();
    return { ...commandOf(subject, draft), ...(said === '' ? {} : { note: said }) };
  }, [subject, draft, note]);
  const proposal = useProposal(command);
  const what = t(`policies.workflow.${subject}`);

  const submit = async () => {
    const made = await proposal.submit();
    if (made === null) return;
    onFate('sent');
    keepPolicyDraft(subject, null);
    void loadPolicies();
    void loadOrganization();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={
        total > 1
          ? `${t('policies.submit.title')}, ${t('policies.submit.step', { position, total })}`
          : t('policies.submit.title')
      }
      footer={
        <>
          {position < total ? (
            <Button isLarge kind="ghost" onPress={() => onFate('skipped')}>
              {t('policies.submit.skip')}
            </Button>
          ) : null}
          <ProposalFooter
            proposal={proposal}
            words={{ start: t('policies.submit.start'), complete: t('policies.submit.complete') }}
            onCancel={onClose}
            onSubmit={() => void submit()}
          />
        </>
      }
    >
      {total > 1 ? <Steps subjects={subjects} fates={fates} current={subject} /> : null}
      <p className="say">
        <Sentence text={t('policies.submit.say')} parts={{ what: <b>{what}</b> }} />
      </p>
      <section className="sect">
        <SettingDiff base={standing.settings} edits={draft.edits} label={what} />
      </section>
      <div className="form-grid">
        <TextField
          isFull
          label={t('initiate.note')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <Outcome
        preview={proposal.preview}
        fillText={t('policies.submit.fill')}
        completesText={t('policies.submit.completesText')}
      />
      <EffectSection effect={proposal.dryRun?.effect} operation={command.operation} isStill />
      <p className="form-message t-bad small" role="alert">
        {proposal.message ?? ''}
      </p>
    </Dialog>
  );
}

/** Submits the draft item by item: each is a request of its own, with its own outcome, and can be left for later. */
export function SubmitDialog({ items, onClose }: { items: readonly DraftItem[]; onClose: () => void }) {
  const [subjects] = useState<readonly DraftSubject[]>(() => items.map(({ subject }) => subject));
  const [fates, setFates] = useState<ReadonlyMap<DraftSubject, Fate>>(new Map());
  const position = subjects.findIndex((subject) => !fates.has(subject));
  const current = subjects[position];
  const item = items.find(({ subject }) => subject === current);
  if (current === undefined || !item) return null;
  const decide = (fate: Fate) => {
    const next = new Map(fates).set(current, fate);
    setFates(next);
    if (next.size === subjects.length) onClose();
  };
  return (
    <ItemStep
      key={current}
      item={item}
      position={position + 1}
      total={subjects.length}
      fates={fates}
      subjects={subjects}
      onFate={decide}
      onClose={onClose}
    />
  );
}
