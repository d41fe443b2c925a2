import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountView } from '../../../shared/contract/money';
import { useKept } from '../../stores/kept';
import { usePolicy } from '../../stores/policies-store';
import { Sentence } from '../../strings/sentence';
import { Dialog } from '../../ui/dialog';
import { faultsByPath, sentenceOf } from '../../ui/field-faults';
import { Outcome } from '../initiate/outcome';
import { ProposalFooter } from '../initiate/proposal-footer';
import { useProposal } from '../initiate/use-proposal';
import { addressCommand, emptyAddress } from './address-draft';
import { AddressFields } from './address-fields';
import { useDestinationFault } from './use-destination-fault';

/** Adds an address to the whitelist: the sentence, the destination, what will happen. */
export function AddAddressDialog({ account, onClose }: { account: AccountView; onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useKept(`add-address.${account.id}.draft`, emptyAddress);
  const { fault, isJudged } = useDestinationFault(draft);
  const command = useMemo(
    () => (isJudged && fault === null ? addressCommand(draft, account.id) : null),
    [draft, fault, isJudged, account.id],
  );
  const proposal = useProposal(command);
  const faults = faultsByPath(proposal.problem, 'params.');
  const hours = usePolicy('addresses')?.addressHoldHours ?? 0;
  const faultOf = (field: string) => (fault?.field === field ? sentenceOf(fault.message) : faults.get(field));
  const blank = (words: string) => <span className="blank-word">{words}</span>;

  const submit = async () => {
    if ((await proposal.submit()) !== null) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('accounts.address.title')}
      footer={
        <ProposalFooter
          proposal={proposal}
          words={{ start: t('accounts.address.start'), complete: t('accounts.address.complete') }}
          onCancel={onClose}
          onSubmit={() => void submit()}
        />
      }
    >
      <p className="say">
        <Sentence
          text={t('request.say.addAddress')}
          parts={{
            account: <b>{account.name}</b>,
            asset: draft.asset === null ? blank(t('withdrawal.blankAsset')) : <b>{draft.asset}</b>,
            label:
              draft.label.trim() === '' ? blank(t('accounts.address.blank')) : <b>{draft.label.trim()}</b>,
          }}
        />
      </p>
      <AddressFields draft={draft} onChange={setDraft} faultOf={faultOf} />
      <Outcome
        preview={proposal.preview}
        fillText={t('accounts.address.fill')}
        completesText={
          hours === 0 ? t('accounts.address.completesNow') : t('accounts.address.completesText', { hours })
        }
      />
      <p className="form-message t-bad small" role="alert">
        {proposal.message ?? ''}
      </p>
    </Dialog>
  );
}
