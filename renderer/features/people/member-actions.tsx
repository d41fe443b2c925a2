import { Ellipsis, IdCard, UserCheck, UserCog, UserMinus, UserX } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MemberStatus, MemberView } from '../../../shared/contract/organization';
import type { RoleId } from '../../../shared/contract/primitives';
import { useRoles } from '../../stores/roles-store';
import { Button, IconButton } from '../../ui/button';
import { Floating, MenuItem } from '../../ui/menu';
import { ConfirmMemberDialog } from './confirm-member-dialog';
import { RemoveMemberDialog } from './remove-member-dialog';
import { ReplaceMemberDialog } from './replace-member-dialog';
import { StatusDialog } from './status-dialog';

type Step = 'confirm' | 'suspend' | 'reinstate' | 'remove' | 'replace';

/** What can be begun with somebody as they stand; whether it goes through is for the engine to say. */
const STEPS: Record<MemberStatus, readonly Step[]> = {
  invited: ['remove'],
  unconfirmed: ['confirm', 'remove'],
  active: ['suspend', 'replace', 'remove'],
  suspended: ['reinstate', 'replace', 'remove'],
  removed: [],
};
const IN_SIGHT: readonly Step[] = ['confirm', 'reinstate'];
const ICON = {
  confirm: UserCheck,
  suspend: UserMinus,
  reinstate: UserCheck,
  remove: UserX,
  replace: UserCog,
} as const;

/** Gives a role: its grants go into the draft, where they can still be changed. */
export function RoleMenu({ roleId, onRole }: { roleId: RoleId | null; onRole: (id: RoleId | null) => void }) {
  const { t } = useTranslation();
  const roles = useRoles((state) => state.roles) ?? [];
  return (
    <MenuTrigger>
      <Button icon={IdCard}>{t('people.role.button')}</Button>
      <Floating placement="bottom end">
        <Menu
          className="menu"
          aria-label={t('people.role.menu')}
          selectionMode="single"
          selectedKeys={roleId === null ? [] : [roleId]}
          onAction={(key) => onRole(key === NO_ROLE ? null : (String(key) as RoleId))}
        >
          {[
            ...roles.map((role) => (
              <MenuItem key={role.id} id={role.id}>
                {role.name}
              </MenuItem>
            )),
            ...(roleId === null
              ? []
              : [
                  <MenuItem key={NO_ROLE} id={NO_ROLE}>
                    {t('people.role.none')}
                  </MenuItem>,
                ]),
          ]}
        </Menu>
      </Floating>
    </MenuTrigger>
  );
}
const NO_ROLE = 'none';

function StepDialog({ step, member, onClose }: { step: Step; member: MemberView; onClose: () => void }) {
  switch (step) {
    case 'confirm':
      return <ConfirmMemberDialog member={member} onClose={onClose} />;
    case 'suspend':
    case 'reinstate':
      return <StatusDialog step={step} member={member} onClose={onClose} />;
    case 'remove':
      return <RemoveMemberDialog member={member} onClose={onClose} />;
    case 'replace':
      return <ReplaceMemberDialog member={member} onClose={onClose} />;
  }
}

/** What may be started about a member: the obvious next step as a button, the rest in a menu. */
export function MemberActions({ member }: { member: MemberView }) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step | null>(null);
  const steps = STEPS[member.status ?? 'removed'];
  const inSight = steps.filter((one) => IN_SIGHT.includes(one));
  const others = steps.filter((one) => !IN_SIGHT.includes(one));
  const wordsOf = (one: Step) =>
    one === 'remove' && member.status === 'invited'
      ? t('members.takeBack.action')
      : t(`members.${one}.action`);
  return (
    <>
      {inSight.map((one) => (
        <Button
          key={one}
          icon={ICON[one]}
          kind={one === 'confirm' ? 'primary' : 'plain'}
          onPress={() => setStep(one)}
        >
          {wordsOf(one)}
        </Button>
      ))}
      {others.length === 0 ? null : (
        <MenuTrigger>
          <IconButton icon={Ellipsis} label={t('members.more', { name: member.displayName })} />
          <Floating placement="bottom end">
            <Menu className="menu" aria-label={t('members.more', { name: member.displayName })}>
              {others.map((one) => (
                <MenuItem key={one} icon={ICON[one]} isBad={one === 'remove'} onAction={() => setStep(one)}>
                  {wordsOf(one)}
                </MenuItem>
              ))}
            </Menu>
          </Floating>
        </MenuTrigger>
      )}
      {step === null ? null : <StepDialog step={step} member={member} onClose={() => setStep(null)} />}
    </>
  );
}
