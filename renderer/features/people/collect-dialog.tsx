import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberId, RequestId } from '../../../shared/contract/primitives';
import type { CallOutput } from '../../../shared/contract/bridge';
import { call } from '../../api/bridge';
import { loadMembers } from '../../stores/members-store';
import { loadServiceUsers } from '../../stores/service-users-store';
import { StepUpDialog } from '../initiate/step-up-dialog';
import { useConfirmedCall } from '../initiate/use-confirmed-call';
import { ApiKeyShown } from '../service-users/api-key-shown';
import { InvitationCode } from './invitation-code';

export interface Collectable {
  requestId: RequestId;
  what: 'invitation' | 'key';
  /** Of the invitee, or of what the key is for. */
  name: string;
  memberId: MemberId | null;
}

interface CollectDialogProps {
  collectable: Collectable;
  /** `true` once the secret was shown. */
  onClose: (isCollected: boolean) => void;
}

/** Collects a once-only secret with a second factor, and shows it (api.md). */
export function CollectDialog({ collectable, onClose }: CollectDialogProps) {
  const { t } = useTranslation();
  const { requestId, what, name, memberId } = collectable;
  const [collected, setCollected] = useState<CallOutput<'requests.collect'> | null>(null);
  const { confirmation, isWorking, problem, run } = useConfirmedCall();
  const collect = async () => {
    const answer = await run((sent) => call('requests.collect', { id: requestId, ...sent }));
    if (answer === null) return;
    if (what === 'invitation') void loadMembers();
    else void loadServiceUsers();
    setCollected(answer);
  };
  const done = () => onClose(true);
  if (collected !== null)
    return 'invitationCode' in collected ? (
      <InvitationCode code={collected.invitationCode} memberId={memberId} name={name} onDone={done} />
    ) : (
      <ApiKeyShown apiKey={collected.apiKey} secret={collected.secret} onDone={done} />
    );
  return (
    <StepUpDialog
      title={t(`people.collect.${what}.title`)}
      submitText={t('people.collect.submit')}
      confirmation={confirmation}
      isWorking={isWorking}
      problem={problem}
      onClose={() => onClose(false)}
      onSubmit={() => void collect()}
    >
      <p className="mid">{t(`people.collect.${what}.text`, { name })}</p>
    </StepUpDialog>
  );
}
