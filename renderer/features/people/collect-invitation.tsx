import { MailCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../../shared/contract/organization';
import type { RequestDetail } from '../../../shared/contract/requests';
import { call } from '../../api/bridge';
import { refreshSession } from '../../stores/desktop-store';
import { loadMembers } from '../../stores/members-store';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { useProblemText } from '../../ui/problem-text';
import { useOneCall } from '../../ui/use-one-call';
import { StepUpLine } from '../initiate/step-up-line';
import { useStepUpLeft } from '../request/step-up';
import { shownOf } from '../request/shown-params';
import { InvitationCode } from './invitation-code';

interface CollectProps {
  detail: RequestDetail;
  session: SessionView;
}

function CollectDialog({ detail, session, onClose }: CollectProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const left = useStepUpLeft(session.stepUpUntil);
  const [code, setCode] = useState('');
  const [collected, setCollected] = useState<string | null>(null);
  const { isWorking, problem, run } = useOneCall();
  const submitRef = useRef<HTMLButtonElement>(null);
  const shown = shownOf(detail.view);

  const collect = async () => {
    const stepUp = left > 0 ? {} : { stepUp: { totp: code } };
    const answer = await run(() => call('requests.collect', { id: detail.id, ...stepUp }));
    if (left === 0) void refreshSession();
    if (answer === null) return setCode('');
    void loadMembers();
    return setCollected('invitationCode' in answer ? answer.invitationCode : null);
  };
  if (collected !== null) {
    return (
      <InvitationCode
        code={collected}
        memberId={detail.result?.memberId ?? null}
        name={shown.kind === 'invite' ? shown.name : ''}
        onDone={onClose}
      />
    );
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('people.collect.title')}
      footer={
        <>
          <StepUpLine
            left={left}
            code={code}
            onCode={setCode}
            onComplete={() => submitRef.current?.focus()}
          />
          <span className="grow" />
          <Button isLarge onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            ref={submitRef}
            kind="primary"
            isLarge
            isPending={isWorking}
            isDisabled={left === 0 && code.length < 6}
            onPress={() => void collect()}
          >
            {t('people.collect.submit')}
          </Button>
        </>
      }
    >
      <p className="mid">{t('people.collect.text')}</p>
      <p className="form-message t-bad small" role="alert">
        {problem ? textOf(problem) : ''}
      </p>
    </Dialog>
  );
}

/** On an invitation that others approved: its initiator, and nobody else, may collect the code (api.md). */
export function CollectInvitation({ detail, session }: CollectProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const shown = shownOf(detail.view);
  const isCollectable =
    shown.kind === 'invite' &&
    detail.status === 'completed' &&
    detail.approvals.length > 0 &&
    detail.initiator.id === session.member.id;
  if (!isCollectable) return null;
  return (
    <>
      <Banner
        icon={MailCheck}
        title={t('people.collect.band', { name: shown.name })}
        action={<Button onPress={() => setOpen(true)}>{t('people.collect.button')}</Button>}
      >
        {t('people.collect.bandText')}
      </Banner>
      {isOpen ? <CollectDialog detail={detail} session={session} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
