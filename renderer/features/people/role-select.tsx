import { useTranslation } from 'react-i18next';
import type { Grants } from '../../../shared/contract/organization';
import type { RoleId } from '../../../shared/contract/primitives';
import type { RoleView } from '../../../shared/contract/roles';
import { useRoles } from '../../stores/roles-store';
import { ChoiceSelect } from '../../ui/choice-select';
import { cellsThatDiffer } from './grant-matrix';

const NONE = 'none';

interface RoleSelectProps {
  roleId: RoleId | null;
  /** What is to be given, to say where it is something else than the role’s. */
  grants: Grants;
  onRole: (role: RoleView | null) => void;
}

/** Starts from a role: its grants are copied, and can be changed cell by cell after that. */
export function RoleSelect({ roleId, grants, onRole }: RoleSelectProps) {
  const { t } = useTranslation();
  const roles = useRoles((state) => state.roles) ?? [];
  const role = roles.find(({ id }) => id === roleId);
  const differs = role ? cellsThatDiffer(role.grants, grants) : 0;
  return (
    <div className="role-select">
      <ChoiceSelect
        label={t('people.role.label')}
        value={roleId ?? NONE}
        choices={[
          { id: NONE, label: t('people.role.noneChosen') },
          ...roles.map(({ id, name, builtIn }) => ({
            id,
            label: name,
            aside: builtIn ? t('roles.builtIn') : undefined,
          })),
        ]}
        onChange={(id) => onRole(roles.find((one) => one.id === id) ?? null)}
        help={
          <p className="help">
            {differs > 0 ? t('people.role.differsHere', { count: differs }) : t('people.role.help')}
          </p>
        }
      />
    </div>
  );
}
