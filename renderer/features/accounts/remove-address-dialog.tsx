import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddressView } from '../../../shared/contract/money';
import { useAccounts } from '../../stores/accounts-store';
import { Sentence } from '../../strings/sentence';
import { AddressChunks } from '../../ui/address-chunks';
import { Dialog } from '../../ui/dialog';
import type { InitiateCommand } from '../initiate/initiate-command';
import { Outcome } from '../initiate/outcome';
import { ProposalFooter } from '../initiate/proposal-footer';
import { useProposal } from '../initiate/use-proposal';

/** Takes an address off the whitelist, or asks for it. */
export function RemoveAddressDialog({ address, onClose }: { address: AddressView; onClose: () => void }) {
  const { t } = useTranslation();
  const account = useAccounts((state) => state.accounts?.find((one) => one.id === address.accountId));
  const command = useMemo<InitiateCommand>(
    () => ({
      operation: 'address.remove',
      accountId: address.accountId,
      params: { addressId: address.id },
    }),
    [address],
  );
  const proposal = useProposal(command);
  const submit = async () => {
    if ((await proposal.submit()) !== null) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('accounts.remove.title')}
      footer={
        <ProposalFooter
          proposal={proposal}
          isDangerous
          words={{ start: t('accounts.remove.start'), complete: t('accounts.remove.complete') }}
          onCancel={onClose}
          onSubmit={() => void submit()}
        />
      }
    >
      <p className="say">
        <Sentence
          text={t('request.say.removeAddress')}
          parts={{
            account: <b>{account?.name}</b>,
            asset: <b>{address.asset}</b>,
            label: <b>{address.label}</b>,
          }}
        />
      </p>
      <div className="addr">
        <AddressChunks address={address.address} />
        <span className="dim small nowrap">{t(`network.${address.network}`)}</span>
      </div>
      <p className="mid gap-small">{t('accounts.remove.text')}</p>
      <Outcome preview={proposal.preview} fillText="" completesText={t('accounts.remove.completesText')} />
      <p className="form-message t-bad small" role="alert">
        {proposal.message ?? ''}
      </p>
    </Dialog>
  );
}
