import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../ui/password-field';
import { RadioList } from '../../ui/radio-list';
import type { Creation } from './use-creation';

/** As long as the contract asks for. */
const SHORTEST = 12;

/** Where the key of everyone's secrets is kept, on a computer without a keychain: asked before anything is written. */
export function KeyFields({ creation, lack }: { creation: Creation; lack: 'locked' | 'none' }) {
  const { t } = useTranslation();
  const { form, field, errorOf } = creation;
  const protection = form.watch('keyProtection.protection');
  const isLocked = protection === 'passphrase';
  return (
    <section className="sect">
      <h3 className="h">{t('create.key.title')}</h3>
      <p className="mid small">{t(`create.key.lack.${lack}`)}</p>
      <div className="data-gap">
        <RadioList
          label={t('create.key.label')}
          value={protection}
          onChange={(chosen) => form.setValue('keyProtection.protection', chosen)}
          choices={[
            { id: 'passphrase', label: t('create.key.passphrase'), text: t('create.key.passphraseText') },
            { id: 'file', label: t('create.key.file'), text: t('create.key.fileText') },
          ]}
        />
      </div>
      {isLocked ? (
        <div className="form-grid">
          <PasswordField
            label={t('data.passphrase.label')}
            help={t('data.passphrase.help')}
            error={errorOf('keyProtection.passphrase')}
            {...field(
              'keyProtection.passphrase',
              (value) =>
                form.getValues('keyProtection.protection') === 'file' ||
                [...value].length >= SHORTEST ||
                t('data.passphrase.short'),
            )}
          />
          <PasswordField
            label={t('data.passphrase.repeat')}
            error={errorOf('repeatPassphrase')}
            {...field(
              'repeatPassphrase',
              (value) =>
                form.getValues('keyProtection.protection') === 'file' ||
                value === form.getValues('keyProtection.passphrase') ||
                t('data.passphrase.different'),
            )}
          />
        </div>
      ) : null}
    </section>
  );
}
