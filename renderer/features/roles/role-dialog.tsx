import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grants } from '../../../shared/contract/organization';
import type { RoleView } from '../../../shared/contract/roles';
import { useAccounts } from '../../stores/accounts-store';
import { dropKept, useKept } from '../../stores/kept';
import { showRole } from '../../stores/people-section';
import { loadRoles } from '../../stores/roles-store';
import { Sentence } from '../../strings/sentence';
import { Dialog } from '../../ui/dialog';
import { faultsByPath } from '../../ui/field-faults';
import { TextField } from '../../ui/text-field';
import type { InitiateCommand } from '../initiate/initiate-command';
import { Outcome } from '../initiate/outcome';
import { ProposalFooter } from '../initiate/proposal-footer';
import { useProposal } from '../initiate/use-proposal';
import { cellsThatDiffer, noGrants } from '../people/grant-matrix';
import { GrantTable } from '../people/grant-table';
import { PowerList } from '../people/power-list';

const PARAMS = 'params.';

interface RoleDialogProps {
  /** The role that is changed; null makes a new one. */
  base: RoleView | null;
  /** What a new one starts from. */
  from?: { name: string; grants: Grants };
  onClose: () => void;
}

/** Saves a role: a template only, so that nobody who was given it changes (§4). */
export function RoleDialog({ base, from, onClose }: RoleDialogProps) {
  const { t } = useTranslation();
  const accounts = useAccounts((state) => state.accounts) ?? [];
  const form = base === null ? (from === undefined ? 'new-role' : 'copied-role') : `role.${base.id}`;
  // As it was when the form was opened: what others changed meanwhile isn’t undone unseen, the engine refuses.
  const [opened] = useState(base);
  const [name, setName] = useKept(`${form}.name`, base?.name ?? from?.name ?? '');
  const [grants, setGrants] = useKept<Grants>(`${form}.grants`, base?.grants ?? from?.grants ?? noGrants);
  const before = opened?.grants ?? noGrants;
  const isSame = opened !== null && opened.name === name.trim() && cellsThatDiffer(before, grants) === 0;
  const command = useMemo<InitiateCommand | null>(
    () =>
      name.trim() === '' || isSame
        ? null
        : {
            operation: 'role.save',
            params: {
              name: name.trim(),
              grants,
              ...(opened === null ? {} : { roleId: opened.id, baseVersion: opened.version }),
            },
          },
    [name, grants, isSame, opened],
  );
  const proposal = useProposal(command);
  const faults = faultsByPath(proposal.problem, PARAMS);
  const close = () => {
    dropKept(form);
    onClose();
  };
  const submit = async () => {
    const made = await proposal.submit();
    if (made === null) return;
    void loadRoles();
    if (made.result?.roleId !== undefined) showRole(made.result.roleId);
    close();
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      size="l"
      title={t(opened === null ? 'roles.create.title' : 'roles.edit.title')}
      footer={
        <ProposalFooter
          proposal={proposal}
          words={{ start: t('roles.save.start'), complete: t('roles.save.complete') }}
          onCancel={close}
          onSubmit={() => void submit()}
        />
      }
    >
      <p className="say">
        <Sentence
          text={t('request.say.named.role.save')}
          parts={{
            name:
              name.trim() === '' ? (
                <span className="blank-word">{t('roles.blank')}</span>
              ) : (
                <b>{name.trim()}</b>
              ),
          }}
        />
      </p>
      <div className="form-grid">
        <TextField
          autoFocus
          label={t('roles.name')}
          help={t('roles.nameHelp')}
          value={name}
          error={faults.get('name')}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <div className="with-aside">
        <section className="sect">
          <h3 className="h">{t('roles.grantsTitle')}</h3>
          <GrantTable
            label={t('roles.grantsTitle')}
            accounts={accounts}
            before={before}
            after={grants}
            onChange={setGrants}
          />
        </section>
        <div>
          <section className="sect">
            <h3 className="h">{t('roles.canTitle')}</h3>
            <PowerList before={before} after={grants} accounts={accounts} />
          </section>
          <Outcome
            preview={proposal.preview}
            fillText={t(isSame ? 'roles.save.same' : 'roles.save.fill')}
            completesText={t('roles.save.completesText')}
          />
          <p className="form-message t-bad small" role="alert">
            {proposal.message ?? ''}
          </p>
        </div>
      </div>
    </Dialog>
  );
}
