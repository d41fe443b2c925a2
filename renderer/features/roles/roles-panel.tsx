import { IdCard } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RoleView } from '../../../shared/contract/roles';
import type { RoleId } from '../../../shared/contract/primitives';
import { showRole, usePeopleSection } from '../../stores/people-section';
import { useRoles } from '../../stores/roles-store';
import { ErrorBoundary } from '../../ui/error-boundary';
import { PickList, type PickGroup, type PickItem } from '../people/pick-list';
import { RoleDetail } from './role-detail';

/** Roles, the organization’s own first, and the one that is looked at. */
export function RolesPanel({ mayStart }: { mayStart: boolean }) {
  const { t } = useTranslation();
  const roles = useRoles((state) => state.roles);
  const selectedId = usePeopleSection((state) => state.roleId);
  const secondOf = ({ holders, differing }: RoleView) =>
    holders === undefined
      ? t('roles.template')
      : t('roles.given', { count: holders.length + (differing ?? []).length });
  const itemOf = (role: RoleView): PickItem => ({
    id: role.id,
    name: role.name,
    second: secondOf(role),
    picture: (
      <span className="av bot" aria-hidden="true">
        <IdCard className="i i-sm" />
      </span>
    ),
  });
  const groups: PickGroup[] = [
    {
      id: 'own',
      label: t('roles.own'),
      items: (roles ?? []).filter(({ builtIn }) => !builtIn).map(itemOf),
    },
    {
      id: 'built-in',
      label: t('roles.builtInGroup'),
      items: (roles ?? []).filter(({ builtIn }) => builtIn).map(itemOf),
    },
  ];
  const shown =
    roles?.find(({ id }) => id === selectedId) ??
    roles?.find(({ builtIn }) => !builtIn) ??
    roles?.[0] ??
    null;
  return (
    <>
      <PickList
        label={t('people.section.roles')}
        findLabel={t('roles.find')}
        noneText={t('roles.noneFound')}
        groups={roles === null ? null : groups}
        selectedId={shown?.id ?? null}
        onSelect={(id) => showRole(id as RoleId)}
        hint={mayStart && roles?.every(({ builtIn }) => builtIn) === true ? t('roles.ownHint') : undefined}
      />
      {shown ? (
        <ErrorBoundary resetKey={shown.id}>
          <RoleDetail key={shown.id} role={shown} mayStart={mayStart} />
        </ErrorBoundary>
      ) : (
        <section className="detail" aria-label={t('people.section.roles')} />
      )}
    </>
  );
}
