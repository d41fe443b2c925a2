import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../../shared/contract/primitives';
import { useAccounts } from '../../stores/accounts-store';
import { useDesktop } from '../../stores/desktop-store';
import { useMembers } from '../../stores/members-store';
import { useServiceUsers } from '../../stores/service-users-store';

/** Names for ids, as far as this person was told them. */
export interface Names {
  /** A member or a Service User. */
  personOf: (id: string) => string;
  /** What a member is in the organization, in a word or two; empty where nobody said. */
  titleOf: (id: string) => string;
  /** An account, or the organization for null. */
  placeOf: (accountId: AccountId | null | undefined) => string;
}

export function useNames(): Names {
  const { t } = useTranslation();
  const members = useMembers((state) => state.members);
  const serviceUsers = useServiceUsers((state) => state.serviceUsers);
  const accounts = useAccounts((state) => state.accounts);
  const samplePeople = useDesktop((state) => state.desktop?.profile?.people);
  const names = useMemo(
    () =>
      new Map<string, string>([
        ...(members ?? []).map(({ id, displayName }) => [id, displayName] as const),
        ...(serviceUsers ?? []).map(({ id, name }) => [id, name] as const),
        ...(accounts ?? []).map(({ id, name }) => [id, name] as const),
      ]),
    [members, serviceUsers, accounts],
  );
  const titles = useMemo(
    () =>
      new Map<string, string>([
        ...(samplePeople ?? []).map(({ id, title }) => [id, title] as const),
        ...(members ?? []).flatMap(({ id, title, owner }) =>
          owner ? [[id, t('people.owner')] as const] : title === undefined ? [] : [[id, title] as const],
        ),
      ]),
    [members, samplePeople, t],
  );
  const personOf = useCallback((id: string) => names.get(id) ?? id, [names]);
  const titleOf = useCallback((id: string) => titles.get(id) ?? '', [titles]);
  const placeOf = useCallback(
    (accountId: AccountId | null | undefined) =>
      accountId === null || accountId === undefined
        ? t('policies.cover.organization')
        : (names.get(accountId) ?? accountId),
    [names, t],
  );
  return useMemo(() => ({ personOf, titleOf, placeOf }), [personOf, titleOf, placeOf]);
}
