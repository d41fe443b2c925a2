import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grants, SessionView } from '../../../shared/contract/organization';
import {
  email as emailSchema,
  plainText,
  type MemberId,
  type RoleId,
} from '../../../shared/contract/primitives';
import { firstNameOf } from '../../format/person';
import { useAccounts } from '../../stores/accounts-store';
import { useKept } from '../../stores/kept';
import { loadMembers, selectMember } from '../../stores/members-store';
import { showPeopleSection } from '../../stores/people-section';
import { Sentence } from '../../strings/sentence';
import { Dialog } from '../../ui/dialog';
import { faultsByPath } from '../../ui/field-faults';
import { TextField } from '../../ui/text-field';
import type { InitiateCommand } from '../initiate/initiate-command';
import { Outcome } from '../initiate/outcome';
import { ProposalFooter } from '../initiate/proposal-footer';
import { useProposal } from '../initiate/use-proposal';
import { CoverageSection } from '../request/effect-coverage';
import { noGrants } from './grant-matrix';
import { GrantTable } from './grant-table';
import { InvitationCode } from './invitation-code';
import { PowerList } from './power-list';
import { RoleSelect } from './role-select';

const PARAMS = 'params.';

interface Made {
  code: string;
  memberId: MemberId | null;
  name: string;
}

/** Invites somebody with what they may do. Where it completes at once, the code is shown here, once. */
export function InviteDialog({ session, onClose }: { session: SessionView; onClose: () => void }) {
  const { t } = useTranslation();
  const accounts = useAccounts((state) => state.accounts) ?? [];
  const [name, setName] = useKept('invite.name', '');
  const [email, setEmail] = useKept('invite.email', '');
  const [wasLeft, setLeft] = useState(false);
  const [grants, setGrants] = useKept<Grants>('invite.grants', noGrants);
  const [roleId, setRoleId] = useKept<RoleId | null>('invite.role', null);
  const [made, setMade] = useState<Made | null>(null);
  // What couldn’t be taken isn’t said back: it could turn round what stands beside it.
  const said = plainText.safeParse(name.trim()).data ?? '';
  const isEmail = emailSchema.safeParse(email.trim()).success;
  const command = useMemo<InitiateCommand | null>(() => {
    if (name.trim() === '' || !isEmail) return null;
    return {
      operation: 'member.invite',
      params: {
        displayName: name.trim(),
        email: email.trim(),
        grants,
        ...(roleId === null ? {} : { roleId }),
      },
    };
  }, [name, email, isEmail, grants, roleId]);
  const proposal = useProposal(made === null ? command : null);
  const faults = faultsByPath(proposal.problem, PARAMS);
  const emailFault = wasLeft && email !== '' && !isEmail ? t('people.invitation.emailFault') : undefined;

  const submit = async () => {
    const request = await proposal.submit();
    if (request === null) return;
    void loadMembers();
    const { invitationCode, memberId } = request.result ?? {};
    if (memberId !== undefined) {
      showPeopleSection('invitations');
      selectMember(memberId);
    }
    if (invitationCode === undefined) onClose();
    else setMade({ code: invitationCode, memberId: memberId ?? null, name: name.trim() });
  };
  if (made !== null) return <InvitationCode {...made} onDone={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="l"
      title={t('people.invitation.title')}
      footer={
        <ProposalFooter
          proposal={proposal}
          words={{ start: t('people.invitation.start'), complete: t('people.invitation.complete') }}
          onCancel={onClose}
          onSubmit={() => void submit()}
        />
      }
    >
      <p className="say">
        <Sentence
          text={t('people.invitation.say')}
          parts={{
            name:
              said === '' ? (
                <span className="blank-word">{t('people.invitation.blank')}</span>
              ) : (
                <b>{said}</b>
              ),
            organization: <b>{session.organization.name}</b>,
          }}
        />
      </p>
      <div className="form-grid">
        <TextField
          label={t('people.invitation.name')}
          autoFocus
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
          error={emailFault ?? faults.get('email')}
          onBlur={() => setLeft(true)}
          onChange={(event) => setEmail(event.target.value)}
        />
      </div>
      <div className="with-aside">
        <section className="sect">
          <h3 className="h">{t('people.invitation.grants')}</h3>
          <RoleSelect
            roleId={roleId}
            grants={grants}
            onRole={(role) => {
              setRoleId(role?.id ?? null);
              if (role) setGrants(role.grants);
            }}
          />
          <GrantTable
            label={t('people.invitation.grants')}
            accounts={accounts}
            before={noGrants}
            after={grants}
            onChange={setGrants}
          />
        </section>
        <div>
          <section className="sect">
            <h3 className="h">
              {t('people.could', { name: firstNameOf(said || t('people.invitation.they')) })}
            </h3>
            <PowerList before={noGrants} after={grants} accounts={accounts} />
          </section>
          <Outcome
            preview={proposal.preview}
            fillText={t('people.invitation.fill')}
            completesText={t('people.invitation.completesText')}
          />
          <CoverageSection effect={proposal.dryRun?.effect} />
          <p className="form-message t-bad small" role="alert">
            {proposal.message ?? ''}
          </p>
        </div>
      </div>
    </Dialog>
  );
}
