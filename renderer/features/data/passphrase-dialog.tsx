import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { faultsByPath } from '../../ui/field-faults';
import { PasswordField } from '../../ui/password-field';
import { ConfirmedDialog } from '../security/confirmed-dialog';
import { useKeyProtection } from './use-key-protection';

/** As long as the contract asks for. */
const SHORTEST = 12;

interface Passphrases {
  chosen: string;
  repeat: string;
}

/** Chooses the passphrase that opens the organization after every start. Nobody can bring back one that is forgotten. */
export function PassphraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const formId = useId();
  const { confirmation, isWorking, problem, keep } = useKeyProtection(onClose);
  const { register, handleSubmit, formState, getValues } = useForm<Passphrases>({
    defaultValues: { chosen: '', repeat: '' },
  });
  const { errors } = formState;
  const fault = faultsByPath(problem).get('passphrase');
  const choose = handleSubmit(({ chosen }) => keep({ protection: 'passphrase', passphrase: chosen }));
  return (
    <ConfirmedDialog
      title={t('data.passphrase.title')}
      submitText={t('data.passphrase.submit')}
      confirmation={confirmation}
      isWorking={isWorking}
      problem={fault === undefined ? problem : null}
      onClose={onClose}
      formId={formId}
    >
      <p>{t('data.passphrase.text')}</p>
      <p className="mid">{t('data.passphrase.lost')}</p>
      <form
        id={formId}
        className="security-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void choose();
        }}
      >
        <PasswordField
          label={t('data.passphrase.label')}
          autoFocus
          help={t('data.passphrase.help')}
          error={errors.chosen?.message ?? fault}
          {...register('chosen', {
            validate: (value) => [...value].length >= SHORTEST || t('data.passphrase.short'),
          })}
        />
        <PasswordField
          label={t('data.passphrase.repeat')}
          error={errors.repeat?.message}
          {...register('repeat', {
            validate: (value) => value === getValues('chosen') || t('data.passphrase.different'),
          })}
        />
      </form>
    </ConfirmedDialog>
  );
}
