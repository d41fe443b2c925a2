import { Check, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemberView } from '../../../shared/contract/organization';
import { firstNameOf } from '../../format/person';
import { loadMembers, useMemberName } from '../../stores/members-store';
import { Sentence } from '../../strings/sentence';
import { TextField } from '../../ui/text-field';
import type { InitiateCommand } from '../initiate/initiate-command';
import { ProposalDialog } from '../initiate/proposal-dialog';
import { asFingerprint, groupsOf } from './fingerprint';

/** What was read aloud above what was enrolled, group by group. */
function Comparison({ typed, enrolled }: { typed: string; enrolled: string }) {
  const { t } = useTranslation();
  const read = groupsOf(typed);
  const isSame = typed === enrolled;
  return (
    <div className="fingerprints" role="status">
      <p className={isSame ? 't-ok' : 't-bad'}>
        {isSame ? <Check className="i i-sm" /> : <X className="i i-sm" />}
        <b>{t(isSame ? 'members.confirm.same' : 'members.confirm.differs')}</b>
      </p>
      <p className="small dim">{t('members.confirm.enrolled')}</p>
      <p className="mono sel">
        {groupsOf(enrolled).map((group, index) => (
          <span key={index} className={group === read[index] ? 't-ok' : 't-bad'}>
            {group}
          </span>
        ))}
      </p>
    </div>
  );
}

/**
 * Asks for a confirmation: the fingerprint is typed as the person reads it aloud, before the one that was enrolled is
 * shown, so that nobody confirms by reading it off the screen (§7).
 */
export function ConfirmMemberDialog({ member, onClose }: { member: MemberView; onClose: () => void }) {
  const { t } = useTranslation();
  const nameOf = useMemberName();
  const [typed, setTyped] = useState('');
  const name = firstNameOf(member.displayName);
  const { fingerprint: enrolled } = member;
  const isComplete = enrolled !== undefined && typed.length >= enrolled.length;
  const command = useMemo<InitiateCommand | null>(
    () =>
      isComplete
        ? { operation: 'member.confirm', params: { memberId: member.id, fingerprint: typed } }
        : null,
    [isComplete, member.id, typed],
  );
  const leaving = member.replaces ? nameOf(member.replaces) : null;
  const inviter = member.invitedBy ? nameOf(member.invitedBy) : null;
  return (
    <ProposalDialog
      title={t('request.kind.member.confirm')}
      say={
        <Sentence
          text={t('request.say.named.member.confirm')}
          parts={{ name: <b>{member.displayName}</b> }}
        />
      }
      command={command}
      words={{ start: t('members.confirm.start'), complete: t('members.confirm.start') }}
      completesText={t('members.confirm.completesText', { name })}
      fillText={t('members.confirm.fill', { name })}
      isSound={typed === enrolled}
      onClose={onClose}
      onDone={() => {
        void loadMembers();
        onClose();
      }}
    >
      <p className="mid lead-text">
        {t('members.confirm.text', { name })}{' '}
        {inviter === null ? '' : t('members.confirm.notInviter', { inviter })}{' '}
        {leaving === null ? '' : t('members.confirm.leaves', { leaving })}
      </p>
      <div className="form-grid">
        <TextField
          isFull
          isMono
          autoFocus
          label={t('members.confirm.field', { name })}
          help={t('members.confirm.help')}
          placeholder="0000-0000-0000-0000"
          value={typed}
          onChange={(event) => setTyped(asFingerprint(event.target.value))}
        />
      </div>
      {isComplete && enrolled !== undefined ? <Comparison typed={typed} enrolled={enrolled} /> : null}
    </ProposalDialog>
  );
}
