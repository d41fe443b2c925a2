import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import { Dialog } from '../../ui/dialog';
import { faultsByPath } from '../../ui/field-faults';
import { TextField } from '../../ui/text-field';
import { CoverageSection } from '../request/effect-coverage';
import type { InitiateCommand } from './initiate-command';
import { Outcome } from './outcome';
import { ProposalFooter } from './proposal-footer';
import { useProposal } from './use-proposal';

const PARAMS = 'params.';

interface ProposalDialogProps {
  title: string;
  /** What it comes to in one sentence, the largest words of the form. */
  say: ReactNode;
  /** Null while something is missing. */
  command: InitiateCommand | null;
  words: { start: string; complete: string };
  /** What completing at once means here. */
  completesText: string;
  /** Said while something is missing. */
  fillText?: string;
  /** False where the form itself sees a fault. */
  isSound?: boolean;
  isDangerous?: boolean;
  /** What is said and asked between the sentence and what will happen; gets the engine's faults, by field. */
  children?: ReactNode | ((faults: ReadonlyMap<string, string>) => ReactNode);
  onClose: () => void;
  /** It was sent: completed, or waiting. */
  onDone: (made: RequestDetail) => void;
}

/** A form that starts one request: what it is, a note for who will decide, what will happen, the factor, the button. */
export function ProposalDialog(props: ProposalDialogProps) {
  const { title, say, command, words, completesText, fillText = '', children, onClose, onDone } = props;
  const { isSound = true, isDangerous = false } = props;
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const full = useMemo<InitiateCommand | null>(() => {
    const said = note.trim();
    return command === null || said === '' ? command : { ...command, note: said };
  }, [command, note]);
  const proposal = useProposal(full);
  const faults = faultsByPath(proposal.problem, PARAMS);
  const submit = async () => {
    const made = await proposal.submit();
    if (made !== null) onDone(made);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      role={isDangerous ? 'alertdialog' : 'dialog'}
      footer={
        <ProposalFooter
          proposal={proposal}
          words={words}
          isSound={isSound}
          isDangerous={isDangerous}
          onCancel={onClose}
          onSubmit={() => void submit()}
        />
      }
    >
      <p className="say">{say}</p>
      {typeof children === 'function' ? children(faults) : children}
      <div className="form-grid">
        <TextField
          isFull
          label={t('initiate.note')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <Outcome preview={proposal.preview} fillText={fillText} completesText={completesText} />
      <CoverageSection effect={proposal.dryRun?.effect} />
      <p className="form-message t-bad small" role="alert">
        {proposal.message ?? ''}
      </p>
    </Dialog>
  );
}
