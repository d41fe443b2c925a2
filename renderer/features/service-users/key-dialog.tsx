import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceUserView } from '../../../shared/contract/service-users';
import type { RequestId } from '../../../shared/contract/primitives';
import { DAY, exactTime } from '../../format/time';
import { loadServiceUsers } from '../../stores/service-users-store';
import { Sentence } from '../../strings/sentence';
import { ChoiceSelect } from '../../ui/choice-select';
import { TextField } from '../../ui/text-field';
import type { InitiateCommand } from '../initiate/initiate-command';
import { ProposalDialog } from '../initiate/proposal-dialog';
import { CollectDialog } from '../people/collect-dialog';
import { useNames } from '../what-if/use-names';
import { typedIps } from './ip-list';

const ENDS = ['30', '90', '365', 'never'] as const;
type Ends = (typeof ENDS)[number];

interface KeyDialogProps {
  serviceUser: ServiceUserView;
  onClose: () => void;
}

/** Makes an API key: for which account, until when, from where; its secret is collected by who asked for it (§2). */
export function KeyDialog({ serviceUser, onClose }: KeyDialogProps) {
  const { t } = useTranslation();
  const { placeOf } = useNames();
  const { id, name, accountIds = [] } = serviceUser;
  // Fixed while the form is open, so that what is asked about doesn’t change by the second.
  const [openedAt] = useState(() => Date.now());
  const [label, setLabel] = useState('');
  const [account, setAccount] = useState<string | null>(
    accountIds.length === 1 ? (accountIds[0] ?? null) : null,
  );
  const [ends, setEnds] = useState<Ends>('90');
  const [ips, setIps] = useState('');
  const [wereLeft, setLeft] = useState(false);
  const [made, setMade] = useState<RequestId | null>(null);
  const allowed = useMemo(() => typedIps(ips), [ips]);
  const expiresAt = ends === 'never' ? null : openedAt + Number(ends) * DAY;
  const isSound = allowed.fault === null && !allowed.isTooLong;
  const needsAccount = accountIds.length > 1;
  const command = useMemo<InitiateCommand | null>(
    () =>
      label.trim() === '' || !isSound || (needsAccount && account === null)
        ? null
        : {
            operation: 'service-user.key.create',
            params: {
              serviceUserId: id,
              label: label.trim(),
              ...(account === null ? {} : { accountId: account }),
              ...(expiresAt === null ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
              ...(allowed.list.length === 0 ? {} : { ipAllowList: allowed.list }),
            },
          },
    [id, label, isSound, needsAccount, account, expiresAt, allowed],
  );
  if (made !== null)
    return (
      <CollectDialog
        collectable={{ requestId: made, what: 'key', name, memberId: null }}
        onClose={() => onClose()}
      />
    );
  return (
    <ProposalDialog
      title={t('request.kind.service-user.key.create')}
      say={<Sentence text={t('request.say.named.service-user.key.create')} parts={{ name: <b>{name}</b> }} />}
      command={command}
      words={{ start: t('serviceUsers.key.start'), complete: t('serviceUsers.key.complete') }}
      completesText={t('serviceUsers.key.completesText')}
      fillText={t('serviceUsers.key.fill')}
      onClose={onClose}
      onDone={(request) => {
        void loadServiceUsers();
        if (request.status === 'completed') setMade(request.id);
        else onClose();
      }}
    >
      {(faults) => (
        <>
          <p className="mid lead-text">{t('serviceUsers.key.text')}</p>
          <div className="form-grid">
            <TextField
              autoFocus
              label={t('serviceUsers.key.label')}
              help={t('serviceUsers.key.labelHelp')}
              value={label}
              error={faults.get('label')}
              onChange={(event) => setLabel(event.target.value)}
            />
            <ChoiceSelect
              isLarge
              label={t('serviceUsers.key.ends')}
              value={ends}
              choices={ENDS.map((one) => ({ id: one, label: t(`serviceUsers.key.in.${one}`) }))}
              onChange={(one) => setEnds(ENDS.find((known) => known === one) ?? '90')}
              help={
                <p className="help">
                  {expiresAt === null ? t('serviceUsers.key.neverText') : exactTime(expiresAt)}
                </p>
              }
            />
            {needsAccount ? (
              <div className="full">
                <ChoiceSelect
                  isLarge
                  label={t('serviceUsers.key.account')}
                  placeholder={t('serviceUsers.key.chooseAccount')}
                  value={account}
                  choices={accountIds.map((one) => ({ id: one, label: placeOf(one) }))}
                  onChange={setAccount}
                />
              </div>
            ) : null}
            <TextField
              isFull
              isMono
              maxLength={2000}
              label={t('serviceUsers.key.ips')}
              help={t('serviceUsers.key.ipsHelp')}
              value={ips}
              error={
                allowed.isTooLong
                  ? t('serviceUsers.key.tooMany')
                  : allowed.fault !== null && wereLeft
                    ? t('serviceUsers.key.ipFault', { ip: allowed.fault })
                    : faults.get('ipAllowList')
              }
              onBlur={() => setLeft(true)}
              onChange={(event) => setIps(event.target.value)}
            />
          </div>
        </>
      )}
    </ProposalDialog>
  );
}
