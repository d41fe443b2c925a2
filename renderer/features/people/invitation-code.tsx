import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MemberId } from '../../../shared/contract/primitives';
import { exactTime } from '../../format/time';
import { useMembers } from '../../stores/members-store';
import { Sentence } from '../../strings/sentence';
import { Button } from '../../ui/button';
import { CopySecretButton } from '../../ui/copy-secret';
import { Dialog } from '../../ui/dialog';

interface InvitationCodeProps {
  code: string;
  memberId: MemberId | null;
  name: string;
  onDone: () => void;
}

/** The code of an invitation, once: the dialog stays until its own button says that it was handed over. */
export function InvitationCode({ code, memberId, name, onDone }: InvitationCodeProps) {
  const { t } = useTranslation();
  const endsAt = useMembers(
    (state) => state.members?.find((one) => one.id === memberId)?.invitationExpiresAt ?? null,
  );
  return (
    <Dialog
      isOpen
      isLocked
      onClose={onDone}
      title={t('people.code.title')}
      footer={
        <>
          <CopySecretButton text={code} label={t('people.code.copy')} />
          <span className="grow" />
          <Button kind="primary" isLarge onPress={onDone}>
            {t('people.code.done')}
          </Button>
        </>
      }
    >
      <p className="say">
        <Sentence text={t('people.code.lead')} parts={{ name: <b>{name}</b> }} />
      </p>
      <p className="code-shown mono sel" role="group" aria-label={t('people.code.label')}>
        {code}
      </p>
      <p className="mid">{t('people.code.text')}</p>
      <div className="note risk gap">
        <TriangleAlert className="i i-sm" />
        <span>
          <b>{t('people.code.once')}</b>{' '}
          {endsAt === null ? null : t('people.code.ends', { when: exactTime(Date.parse(endsAt)) })}
        </span>
      </div>
    </Dialog>
  );
}
