import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { SignInPolicy } from '../../../shared/contract/organization';
import { useEntrance } from '../../stores/entrance-store';
import { NumberField } from '../../ui/number-field';
import { RadioList } from '../../ui/radio-list';
import { PasskeyTrial } from './passkey-trial';
import type { Creation } from './use-creation';

/** How people sign in, and how long they stay in without being there. */
export function AccessStep({ creation }: { creation: Creation }) {
  const { t } = useTranslation();
  const { control, getValues } = creation.form;
  const isOnServer = useEntrance((state) => state.server !== null);
  // Coming back to this step, what was chosen was tried.
  const [isTried, setTried] = useState(getValues('signInPolicy') === 'passkey');
  return (
    <>
      <Controller
        name="signInPolicy"
        control={control}
        render={({ field }) => (
          <RadioList<SignInPolicy>
            label={t('create.policy')}
            value={field.value}
            onChange={field.onChange}
            choices={[
              {
                id: 'authenticator-or-passkey',
                label: t('create.authenticatorOrPasskey'),
                text: t('create.authenticatorOrPasskeyText'),
              },
              {
                id: 'passkey',
                label: t('create.passkey'),
                text: t(isTried ? 'create.passkeyTriedText' : 'create.passkeyText'),
                isDisabled: !isTried,
              },
            ]}
          />
        )}
      />
      {isOnServer || isTried ? null : <PasskeyTrial onDone={() => setTried(true)} />}
      <p className="help bad" role="alert">
        {creation.errorOf('signInPolicy')}
      </p>
      <div className="form-grid">
        <Controller
          name="session.idleTimeoutMinutes"
          control={control}
          render={({ field }) => (
            <NumberField
              label={t('create.idle')}
              unit={t('create.minutes')}
              help={t('create.idleHelp')}
              min={1}
              max={1440}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        <Controller
          name="session.absoluteTimeoutHours"
          control={control}
          render={({ field }) => (
            <NumberField
              label={t('create.absolute')}
              unit={t('create.hours')}
              help={t('create.absoluteHelp')}
              min={1}
              max={168}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
      </div>
    </>
  );
}
