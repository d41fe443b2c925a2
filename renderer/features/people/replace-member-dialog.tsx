import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../shared/contract/organization';
import { email as emailSchema, type MemberId } from '../../../shared/contract/primitives';
import { firstNameOf } from '../../format/person';
import { loadMembers, selectMember } from '../../stores/members-store';
import { showPeopleSection } from '../../stores/people-section';
import { Sentence } from '../../strings/sentence';
import { RadioList } from '../../ui/radio-list';
import { TextField } from '../../ui/text-field';
import type { InitiateCommand } from '../initiate/initiate-command';
import { ProposalDialog } from '../initiate/proposal-dialog';
import { InvitationCode } from './invitation-code';

type Who = 'same' | 'other';

/** Invites a successor with the same grants: somebody else, or the same person who lost every factor (§7, §9). */
export function ReplaceMemberDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const { t } = useTranslation();
  const [who, setWho] = useState<Who>('other');
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [wasLeft, setLeft] = useState(false);
  const [made, setMade] = useState<{ code: string; memberId: MemberId; name: string } | null>(null);
  const leaving = firstNameOf(member.displayName);
  const isEmail = emailSchema.safeParse(email.trim()).success;
  const choose = (next: Who) => {
    setWho(next);
    setName(next === 'same' ? member.displayName : '');
    setEmail(next === 'same' ? (member.email ?? '') : '');
  };
  const command = useMemo<InitiateCommand | null>(
    () =>
      name.trim() === '' || !isEmail
        ? null
        : {
            operation: 'member.replace',
            params: { memberId: member.id, displayName: name.trim(), email: email.trim() },
          },
    [member.id, name, email, isEmail],
  );
  if (made !== null) {
    const show = () => {
      onClose();
      // Only now: the code is shown once, and would go with the section it is shown in.
      showPeopleSection('invitations');
      selectMember(made.memberId);
    };
    return <InvitationCode {...made} onDone={show} />;
  }
  return (
    <ProposalDialog
      title={t('request.kind.member.replace')}
      say={
        <Sentence
          text={t('request.say.named.member.replace')}
          parts={{ name: <b>{member.displayName}</b> }}
        />
      }
      command={command}
      words={{ start: t('members.replace.start'), complete: t('members.replace.complete') }}
      completesText={t('members.replace.completesText', { name: leaving })}
      fillText={t('members.replace.fill')}
      onClose={onClose}
      onDone={({ result }) => {
        void loadMembers();
        const { memberId, invitationCode: code } = result ?? {};
        if (memberId === undefined || code === undefined) return onClose();
        return setMade({ code, memberId, name: name.trim() });
      }}
    >
      {(faults) => (
        <>
          <p className="mid lead-text">{t('members.replace.text', { name: leaving })}</p>
          <div className="gap-small">
            <RadioList
              label={t('members.replace.who')}
              value={who}
              onChange={choose}
              choices={(['other', 'same'] as const).map((id) => ({
                id,
                label: t(`members.replace.${id}`),
                text: t(`members.replace.${id}Text`, { name: leaving }),
              }))}
            />
          </div>
          <div className="form-grid">
            <TextField
              label={t('people.invitation.name')}
              value={name}
              error={faults.get('displayName')}
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              label={t('people.invitation.email')}
              type="email"
              maxLength={254}
              help={t('people.invitation.emailHelp')}
              value={email}
              error={
                wasLeft && email !== '' && !isEmail ? t('people.invitation.emailFault') : faults.get('email')
              }
              onBlur={() => setLeft(true)}
              onChange={(event) => setEmail(event.target.value)}
            />
          </div>
        </>
      )}
    </ProposalDialog>
  );
}
