import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../../shared/contract/primitives';
import {
  SERVICE_USER_SCOPES,
  type ServiceUserScope,
  type ServiceUserView,
} from '../../../shared/contract/service-users';
import { useAccounts } from '../../stores/accounts-store';
import { dropKept, useKept } from '../../stores/kept';
import { showServiceUser } from '../../stores/people-section';
import { loadServiceUsers } from '../../stores/service-users-store';
import { Sentence } from '../../strings/sentence';
import { CheckList } from '../../ui/check-list';
import { TextField } from '../../ui/text-field';
import type { InitiateCommand } from '../initiate/initiate-command';
import { ProposalDialog } from '../initiate/proposal-dialog';
import { PendingEffects } from '../people/coverage-after';

interface Reach {
  scopes: ServiceUserScope[];
  accountIds: AccountId[];
}

function useCommand(
  serviceUser: ServiceUserView | undefined,
  baseVersion: number,
  name: string,
  { scopes, accountIds }: Reach,
): InitiateCommand | null {
  return useMemo((): InitiateCommand | null => {
    if (serviceUser === undefined) {
      if (name.trim() === '') return null;
      return { operation: 'service-user.create', params: { name: name.trim(), scopes, accountIds } };
    }
    const { id: serviceUserId, scopes: before = [], accountIds: where = [] } = serviceUser;
    const isSame =
      scopes.length === before.length &&
      accountIds.length === where.length &&
      scopes.every((one) => before.includes(one)) &&
      accountIds.every((one) => where.includes(one));
    if (isSame) return null;
    return {
      operation: 'service-user.permissions.change',
      params: { serviceUserId, scopes, accountIds, baseVersion },
    };
  }, [serviceUser, baseVersion, name, scopes, accountIds]);
}

interface ServiceUserDialogProps {
  /** Absent to create one. */
  serviceUser?: ServiceUserView;
  onClose: () => void;
}

/** Creates a Service User, or changes what one may do: its scopes, and the accounts they are good for (§4). */
export function ServiceUserDialog({ serviceUser, onClose }: ServiceUserDialogProps) {
  const { t } = useTranslation();
  const accounts = useAccounts((state) => state.accounts) ?? [];
  const form = serviceUser === undefined ? 'new-service-user' : `service-user.${serviceUser.id}`;
  const [name, setName] = useKept(`${form}.name`, serviceUser?.name ?? '');
  const [reach, setReach] = useKept<Reach>(`${form}.reach`, {
    scopes: [...(serviceUser?.scopes ?? [])],
    accountIds: [...(serviceUser?.accountIds ?? [])],
  });
  // As it was when the form was opened: what others changed meanwhile isn’t undone unseen, the engine refuses.
  const [baseVersion] = useState(serviceUser?.version ?? 1);
  const command = useCommand(serviceUser, baseVersion, name, reach);
  const close = () => {
    dropKept(form);
    onClose();
  };
  const way = serviceUser === undefined ? 'create' : 'change';
  const operation = serviceUser === undefined ? 'service-user.create' : 'service-user.permissions.change';
  return (
    <ProposalDialog
      title={t(`request.kind.${operation}`)}
      say={
        <Sentence
          text={t(`request.say.named.${operation}`)}
          parts={{
            name:
              name.trim() === '' ? (
                <span className="blank-word">{t('serviceUsers.blank')}</span>
              ) : (
                <b>{name.trim()}</b>
              ),
          }}
        />
      }
      command={command}
      words={{ start: t(`serviceUsers.${way}.start`), complete: t(`serviceUsers.${way}.complete`) }}
      completesText={t(`serviceUsers.${way}.completesText`)}
      fillText={t(`serviceUsers.${way}.fill`)}
      onClose={close}
      onDone={({ result }) => {
        void loadServiceUsers();
        if (result?.serviceUserId !== undefined) showServiceUser(result.serviceUserId);
        close();
      }}
    >
      {(faults) => (
        <>
          {serviceUser === undefined ? (
            <div className="form-grid">
              <TextField
                isFull
                autoFocus
                label={t('serviceUsers.name')}
                help={t('serviceUsers.nameHelp')}
                value={name}
                error={faults.get('name')}
                onChange={(event) => setName(event.target.value)}
              />
            </div>
          ) : null}
          <div className="two-lists">
            <CheckList
              label={t('serviceUsers.scopes')}
              choices={SERVICE_USER_SCOPES.map((scope) => ({
                id: scope,
                label: t(`serviceUsers.scope.${scope}`),
                text: t(`serviceUsers.scopeText.${scope}`),
              }))}
              chosen={reach.scopes}
              onChange={(scopes) => setReach({ ...reach, scopes })}
            />
            <CheckList
              label={t('serviceUsers.accounts')}
              choices={accounts.map((account) => ({ id: account.id, label: account.name }))}
              chosen={reach.accountIds}
              onChange={(accountIds) => setReach({ ...reach, accountIds })}
            />
          </div>
          {command !== null && serviceUser !== undefined ? <PendingEffects change={command} /> : null}
        </>
      )}
    </ProposalDialog>
  );
}
