import { Copy, IdCard, PencilLine, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../../shared/contract/organization';
import type { RoleView } from '../../../shared/contract/roles';
import { useAccounts } from '../../stores/accounts-store';
import { selectMember, useMembers, isInvitee } from '../../stores/members-store';
import { showPeopleSection } from '../../stores/people-section';
import { Avatar } from '../../ui/avatar';
import { Button, IconButton } from '../../ui/button';
import { GrantLegend, GrantTable } from '../people/grant-table';
import { PowerList } from '../people/power-list';
import { DeleteRoleDialog } from './delete-role-dialog';
import { RoleDialog } from './role-dialog';

/** People with a role, each a way to what they may do. */
function RolePeople({ people }: { people: readonly Person[] }) {
  const members = useMembers((state) => state.members);
  const show = ({ id }: Person) => {
    const member = members?.find((one) => one.id === id);
    showPeopleSection(member && isInvitee(member) ? 'invitations' : 'members');
    selectMember(id);
  };
  return (
    <ul className="role-people">
      {people.map((person) => (
        <li key={person.id}>
          <Avatar id={person.id} name={person.displayName} />
          <button type="button" className="link" onClick={() => show(person)}>
            {person.displayName}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Holders({ role }: { role: RoleView }) {
  const { t } = useTranslation();
  const { holders, differing = [] } = role;
  if (holders === undefined) return null;
  return (
    <div className="pad">
      <h3 className="h">{t('roles.holders')}</h3>
      {holders.length === 0 ? (
        <p className="small dim">{t('roles.nobody')}</p>
      ) : (
        <RolePeople people={holders} />
      )}
      {differing.length === 0 ? null : (
        <>
          <h3 className="h gap-small">{t('roles.differing')}</h3>
          <p className="small dim">{t('roles.differingText')}</p>
          <RolePeople people={differing} />
        </>
      )}
    </div>
  );
}

/** One role: its grants, what they come to, and who was given it. */
export function RoleDetail({ role, mayStart }: { role: RoleView; mayStart: boolean }) {
  const { t } = useTranslation();
  const accounts = useAccounts((state) => state.accounts) ?? [];
  const [step, setStep] = useState<'edit' | 'copy' | 'delete' | null>(null);
  const close = () => setStep(null);
  const { name, builtIn, grants } = role;
  return (
    <section className="detail" aria-label={name}>
      <div className="dcols">
        <div className="mcol">
          <header className="phead">
            <span className="av bot xl" aria-hidden="true">
              <IdCard className="i i-lg" />
            </span>
            <h2>
              <span className="clip">{name}</span>
            </h2>
            {mayStart ? (
              <div className="phead-actions">
                <Button icon={Copy} kind={builtIn ? 'plain' : 'ghost'} onPress={() => setStep('copy')}>
                  {t('roles.copy.action')}
                </Button>
                {builtIn ? null : (
                  <>
                    <Button icon={PencilLine} onPress={() => setStep('edit')}>
                      {t('roles.edit.action')}
                    </Button>
                    <IconButton
                      icon={Trash2}
                      label={t('roles.delete.label', { name })}
                      onPress={() => setStep('delete')}
                    />
                  </>
                )}
              </div>
            ) : null}
            <p className="small dim">{t(builtIn ? 'roles.builtInText' : 'roles.ownText')}</p>
          </header>
          <GrantTable
            label={t('roles.grants', { name })}
            accounts={accounts}
            before={grants}
            after={grants}
          />
          <GrantLegend hasDraft={false} />
        </div>
        <aside className="aside eff" aria-label={t('roles.can', { name })}>
          <div className="pad">
            <h3 className="h">{t('roles.canTitle')}</h3>
            <PowerList before={grants} after={grants} accounts={accounts} />
          </div>
          <Holders role={role} />
        </aside>
      </div>
      {step === 'edit' ? <RoleDialog base={role} onClose={close} /> : null}
      {step === 'copy' ? (
        <RoleDialog base={null} from={{ name: t('roles.copy.name', { name }), grants }} onClose={close} />
      ) : null}
      {step === 'delete' ? <DeleteRoleDialog role={role} onClose={close} /> : null}
    </section>
  );
}
