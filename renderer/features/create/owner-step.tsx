import { useTranslation } from 'react-i18next';
import { email } from '../../../shared/contract/primitives';
import { PasswordField } from '../../ui/password-field';
import { TextField } from '../../ui/text-field';
import { usePasswordRules } from '../enrolment/use-password-rules';
import { textRule, type Creation } from './use-creation';

/** Who the Owner is, and what they will sign in with. */
export function OwnerStep({ creation }: { creation: Creation }) {
  const { t } = useTranslation();
  const { form, field, errorOf } = creation;
  const rules = usePasswordRules();
  const emailRule = (value: string) => email.safeParse(value.trim()).success || t('create.missing.email');
  return (
    <div className="form-grid">
      <TextField
        label={t('create.ownerName')}
        autoComplete="name"
        error={errorOf('owner.displayName')}
        {...field('owner.displayName', textRule(t('create.missing.ownerName')))}
      />
      <TextField
        label={t('create.email')}
        type="email"
        autoComplete="username"
        maxLength={254}
        help={t('create.emailHelp')}
        error={errorOf('owner.email')}
        {...field('owner.email', emailRule)}
      />
      <PasswordField
        label={t('create.password')}
        help={t('enrolment.password.help')}
        error={errorOf('owner.password')}
        {...field('owner.password', rules.password)}
      />
      <PasswordField
        label={t('create.repeat')}
        error={errorOf('repeat')}
        {...field('repeat', (value) => rules.repeat(value, form.getValues('owner.password')))}
      />
    </div>
  );
}
