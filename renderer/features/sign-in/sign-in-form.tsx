import { useId, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/contract/problem';
import { call, problemOf } from '../../api/bridge';
import { receiveSession } from '../../stores/desktop-store';
import { Button } from '../../ui/button';
import { CodeField } from '../../ui/code-field';
import { PasswordField } from '../../ui/password-field';
import { useProblemText } from '../../ui/problem-text';

interface Credentials {
  email: string;
  password: string;
  code: string;
}

/** E-mail, password and code. What was typed never leaves this component but in the one call. */
export function SignInForm({ lastEmail }: { lastEmail: string | null }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const emailId = useId();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { register, control, handleSubmit, formState, setValue, setFocus } = useForm<Credentials>({
    defaultValues: { email: lastEmail ?? '', password: '', code: '' },
    reValidateMode: 'onChange',
  });
  const { errors, isSubmitting } = formState;

  const signIn = handleSubmit(async ({ email, password, code }) => {
    setProblem(null);
    try {
      receiveSession(await call('desktop.signIn', { email: email.trim(), password, totp: code }));
    } catch (error) {
      setProblem(problemOf(error));
      setValue('code', '');
      setFocus('code');
    }
  });

  const wait = problem?.retryAfterSeconds;
  const message = problem
    ? wait === undefined
      ? textOf(problem)
      : t('signIn.waitSeconds', { count: wait })
    : null;
  const fault = errors.email ?? errors.password ?? errors.code;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        void signIn(event);
      }}
    >
      <div className="field">
        <label htmlFor={emailId}>{t('signIn.email')}</label>
        <input
          id={emailId}
          className="input lg"
          type="email"
          autoComplete="username"
          spellCheck={false}
          autoFocus={lastEmail === null}
          aria-invalid={errors.email ? true : undefined}
          data-invalid={errors.email ? '' : undefined}
          {...register('email', { validate: (value) => value.trim() !== '' || t('signIn.emailMissing') })}
        />
      </div>
      <PasswordField
        label={t('signIn.password')}
        autoComplete="current-password"
        autoFocus={lastEmail !== null}
        error={errors.password ? '' : undefined}
        {...register('password', { validate: (value) => value !== '' || t('signIn.passwordMissing') })}
      />
      <Controller
        name="code"
        control={control}
        rules={{ validate: (value) => value.length === 6 || t('signIn.codeMissing') }}
        render={({ field, fieldState }) => (
          <CodeField
            {...field}
            label={t('signIn.code')}
            isLabelShown
            isLarge
            error={fieldState.error ? '' : undefined}
            onComplete={() => void signIn()}
          />
        )}
      />
      <p className="form-message t-bad small" role="alert">
        {message ?? fault?.message ?? ''}
      </p>
      <Button kind="primary" isLarge isWide type="submit" isPending={isSubmitting}>
        {isSubmitting ? t('signIn.working') : t('signIn.submit')}
      </Button>
    </form>
  );
}
