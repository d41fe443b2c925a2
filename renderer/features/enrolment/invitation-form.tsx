import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/contract/bridge';
import { call } from '../../api/bridge';
import { Button } from '../../ui/button';
import { faultsByPath } from '../../ui/field-faults';
import { PasswordField } from '../../ui/password-field';
import { useProblemText } from '../../ui/problem-text';
import { TextField } from '../../ui/text-field';
import { useOneCall } from '../../ui/use-one-call';
import { usePasswordRules } from './use-password-rules';

const SHORTEST_CODE = 16;

interface Acceptance {
  code: string;
  password: string;
  repeat: string;
}

export type Accepted = CallOutput<'desktop.acceptInvitation'>;

interface InvitationFormProps {
  /** As a link brought it; it can be changed. */
  code: string;
  onAccepted: (accepted: Accepted) => void;
}

/** The code that was handed over, and the password of the person it was made for. */
export function InvitationForm({ code, onAccepted }: InvitationFormProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const rules = usePasswordRules();
  const { isWorking, problem, run } = useOneCall();
  const { register, handleSubmit, formState, getValues } = useForm<Acceptance>({
    defaultValues: { code, password: '', repeat: '' },
  });
  const { errors } = formState;
  const faults = faultsByPath(problem);
  const isElsewhere = problem !== null && !faults.has('code') && !faults.has('password');

  const accept = handleSubmit(async ({ code: typed, password }) => {
    const accepted = await run(() => call('desktop.acceptInvitation', { code: typed.trim(), password }));
    if (accepted) onAccepted(accepted);
  });
  const codeRule = (value: string) => {
    const length = value.trim().length;
    if (length === 0) return t('enrolment.invitation.codeMissing');
    return length >= SHORTEST_CODE || t('enrolment.invitation.codeShort');
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        void accept(event);
      }}
    >
      <p className="mid">{t('enrolment.invitation.text')}</p>
      <TextField
        label={t('enrolment.invitation.code')}
        isMono
        autoFocus={code === ''}
        error={errors.code?.message ?? faults.get('code')}
        {...register('code', { validate: codeRule })}
      />
      <PasswordField
        autoFocus={code !== ''}
        label={t('enrolment.invitation.password')}
        help={t('enrolment.password.help')}
        error={errors.password?.message ?? faults.get('password')}
        {...register('password', { validate: rules.password })}
      />
      <PasswordField
        label={t('enrolment.invitation.repeat')}
        error={errors.repeat?.message}
        {...register('repeat', { validate: (value) => rules.repeat(value, getValues('password')) })}
      />
      <p className="form-message t-bad small" role="alert">
        {isElsewhere ? textOf(problem) : ''}
      </p>
      <Button kind="primary" isLarge isWide type="submit" isPending={isWorking}>
        {isWorking ? t('enrolment.invitation.accepting') : t('enrolment.invitation.accept')}
      </Button>
    </form>
  );
}
