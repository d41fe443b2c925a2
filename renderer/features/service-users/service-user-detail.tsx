import { Ellipsis, PencilLine, Plus, PowerOff } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuTrigger } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ServiceUserKeyView, ServiceUserView } from '../../../shared/contract/service-users';
import { useMemberName } from '../../stores/members-store';
import { Button, IconButton } from '../../ui/button';
import { Floating, MenuItem } from '../../ui/menu';
import { useNames } from '../what-if/use-names';
import { BotMark } from './bot-mark';
import { DisableDialog } from './disable-dialog';
import { KeyDialog } from './key-dialog';
import { KeyTable } from './key-table';
import { RevokeDialog } from './revoke-dialog';
import { ServiceUserDialog } from './service-user-dialog';

type Step = { kind: 'change' | 'key' | 'disable' } | { kind: 'revoke'; key: ServiceUserKeyView };

function StepDialog({
  step,
  serviceUser,
  onClose,
}: {
  step: Step;
  serviceUser: ServiceUserView;
  onClose: () => void;
}) {
  switch (step.kind) {
    case 'change':
      return <ServiceUserDialog serviceUser={serviceUser} onClose={onClose} />;
    case 'key':
      return <KeyDialog serviceUser={serviceUser} onClose={onClose} />;
    case 'disable':
      return <DisableDialog serviceUser={serviceUser} onClose={onClose} />;
    case 'revoke':
      return <RevokeDialog accessKey={step.key} serviceUser={serviceUser} onClose={onClose} />;
  }
}

/** Name, standing and how it came, with what can be done. */
function Head({
  serviceUser,
  mayStart,
  onStep,
}: {
  serviceUser: ServiceUserView;
  mayStart: boolean;
  onStep: (step: Step) => void;
}) {
  const { t } = useTranslation();
  const nameOf = useMemberName();
  const { name, status, createdBy } = serviceUser;
  const by = createdBy ? nameOf(createdBy) : null;
  const more = t('members.more', { name });
  const facts = [t('serviceUsers.what'), ...(by === null ? [] : [t('serviceUsers.createdBy', { name: by })])];
  return (
    <header className="phead">
      <BotMark isLarge />
      <h2>
        <span className="clip">{name}</span>{' '}
        {status === 'disabled' ? <span className="chip">{t('serviceUsers.status.disabled')}</span> : null}
      </h2>
      {mayStart && status === 'enabled' ? (
        <div className="phead-actions">
          <Button icon={PencilLine} onPress={() => onStep({ kind: 'change' })}>
            {t('serviceUsers.change.action')}
          </Button>
          <MenuTrigger>
            <IconButton icon={Ellipsis} label={more} />
            <Floating placement="bottom end">
              <Menu className="menu" aria-label={more}>
                <MenuItem icon={PowerOff} isBad onAction={() => onStep({ kind: 'disable' })}>
                  {t('serviceUsers.disable.action')}
                </MenuItem>
              </Menu>
            </Floating>
          </MenuTrigger>
        </div>
      ) : null}
      <p className="small dim facts-line">
        {facts.map((fact) => (
          <span key={fact} className="fact">
            {fact}
          </span>
        ))}
      </p>
    </header>
  );
}

/** What it may do, and where. */
function Reach({ serviceUser }: { serviceUser: ServiceUserView }) {
  const { t } = useTranslation();
  const { placeOf } = useNames();
  const { scopes = [], accountIds = [] } = serviceUser;
  return (
    <section className="sect">
      <h3 className="h">{t('serviceUsers.reach')}</h3>
      <table className="diff reach">
        <tbody>
          <tr>
            <td>{t('serviceUsers.accounts')}</td>
            <td>
              {accountIds.length === 0 ? t('serviceUsers.noAccounts') : accountIds.map(placeOf).join(', ')}
            </td>
          </tr>
          {scopes.length === 0 ? (
            <tr>
              <td>{t('serviceUsers.scopes')}</td>
              <td>{t('serviceUsers.noScopes')}</td>
            </tr>
          ) : (
            scopes.map((scope) => (
              <tr key={scope}>
                <td>{t(`serviceUsers.scope.${scope}`)}</td>
                <td>{t(`serviceUsers.scopeText.${scope}`)}</td>
              </tr>
            ))
          )}
        </tbody>
      </table>
    </section>
  );
}

/** One Service User: what it may do, its keys, and what may be started about them. */
export function ServiceUserDetail({
  serviceUser,
  mayStart,
}: {
  serviceUser: ServiceUserView;
  mayStart: boolean;
}) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step | null>(null);
  const { name, status, keys } = serviceUser;
  const isInUse = status === 'enabled';
  return (
    <section className="detail" aria-label={name}>
      <div className="mcol reading">
        <Head serviceUser={serviceUser} mayStart={mayStart} onStep={setStep} />
        {keys === undefined ? (
          <p className="mid read">{t('serviceUsers.hidden')}</p>
        ) : (
          <>
            <Reach serviceUser={serviceUser} />
            <section className="sect">
              <h3 className="h">
                {t('serviceUsers.keys.title')}
                <span className="end">
                  {mayStart && isInUse ? (
                    <Button icon={Plus} onPress={() => setStep({ kind: 'key' })}>
                      {t('serviceUsers.key.action')}
                    </Button>
                  ) : null}
                </span>
              </h3>
              {keys.length === 0 ? (
                <p className="mid read">{t('serviceUsers.keys.none')}</p>
              ) : (
                <KeyTable
                  keys={keys}
                  hasSeveralAccounts={(serviceUser.accountIds ?? []).length > 1}
                  isInUse={isInUse}
                  onRevoke={mayStart ? (key) => setStep({ kind: 'revoke', key }) : null}
                />
              )}
            </section>
          </>
        )}
      </div>
      {step === null ? null : (
        <StepDialog step={step} serviceUser={serviceUser} onClose={() => setStep(null)} />
      )}
    </section>
  );
}
