import { Fingerprint } from 'lucide-react';
import { useId, useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button as LinkButton } from 'react-aria-components';
import type { CallInput } from '../../../shared/contract/bridge';
import type { Problem } from '../../../shared/contract/problem';
import { call, problemOf } from '../../api/bridge';
import { passkeysWork, signWithPasskey } from '../../api/passkeys';
import { receiveSession } from '../../stores/desktop-store';
import { Button } from '../../ui/button';
import { CodeField } from '../../ui/code-field';
import { PasswordField } from '../../ui/password-field';
import { useProblemText } from '../../ui/problem-text';
import { TextField } from '../../ui/text-field';
import { PasskeyWaiting } from '../security/passkey-waiting';
import { usePasskeyCeremony } from '../security/use-passkey-ceremony';
import { useSignInWay, type SignInWay } from './use-sign-in-way';

interface Credentials {
  email: string;
  password: string;
  code: string;
  recoveryCode: string;
}
type Factor = Pick<CallInput<'desktop.signIn'>, 'totp' | 'passkey' | 'recoveryCode'>;

interface SignInFormProps {
  lastEmail: string | null;
  /** Whether passkeys can be asked for at all; a server’s are asked for in the browser. */
  hasPasskeys: boolean;
  /** The factor was right, and another one has to be set up before anything else. */
  onEnrolmentRequired: () => void;
}

/** E-mail, password, and a code, a passkey or a recovery code. What was typed never leaves this component but in the one call. */
export function SignInForm({ lastEmail, hasPasskeys, onEnrolmentRequired }: SignInFormProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const emailId = useId();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [way, setWay] = useSignInWay(hasPasskeys && passkeysWork());
  const isRecovering = way === 'recovery';
  const [isSigning, setSigning] = useState(false);
  const { isWaiting, during } = usePasskeyCeremony();
  const { register, control, handleSubmit, formState, setValue, setFocus, trigger, getValues, clearErrors } =
    useForm<Credentials>({
      defaultValues: { email: lastEmail ?? '', password: '', code: '', recoveryCode: '' },
      reValidateMode: 'onChange',
      shouldUnregister: false,
    });
  const { errors, isSubmitting } = formState;

  const enter = async (factor: () => Promise<Factor>) => {
    setProblem(null);
    const { email, password } = getValues();
    try {
      receiveSession(await call('desktop.signIn', { email: email.trim(), password, ...(await factor()) }));
    } catch (error) {
      const found = problemOf(error);
      if (found.code === 'factor_enrolment_required') return onEnrolmentRequired();
      setProblem(found);
      setValue('code', '');
      if (isRecovering) setFocus('recoveryCode');
      else if (way === 'code') setFocus('code');
    }
    return undefined;
  };
  const signIn = handleSubmit(({ code, recoveryCode }) =>
    enter(() => Promise.resolve(isRecovering ? { recoveryCode } : { totp: code })),
  );
  const signInWithPasskey = async () => {
    clearErrors('code');
    if (!(await trigger(['email', 'password'], { shouldFocus: true }))) return;
    setSigning(true);
    await enter(async () => {
      const asked = await call('session.passkeyOptions', { email: getValues('email').trim() });
      return { passkey: await during(() => signWithPasskey(asked)) };
    });
    setSigning(false);
  };
  const switchTo = (next: SignInWay | null) => {
    setProblem(null);
    clearErrors();
    setWay(next);
  };

  const wait = problem?.retryAfterSeconds;
  const message = problem
    ? wait === undefined
      ? textOf(problem)
      : t('signIn.waitSeconds', { count: wait })
    : null;
  const fault = errors.email ?? errors.password ?? errors.code ?? errors.recoveryCode;
  const offersPasskey = hasPasskeys && way === 'code' && passkeysWork();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        if (way !== 'passkey') return void signIn(event);
        event.preventDefault();
        return void signInWithPasskey();
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
      {isRecovering ? (
        <TextField
          key="recovery"
          label={t('security.recovery.code')}
          help={t('security.recovery.text')}
          isMono
          autoFocus
          maxLength={100}
          error={errors.recoveryCode ? '' : undefined}
          {...register('recoveryCode', {
            validate: (value) => !isRecovering || value.trim() !== '' || t('security.recovery.codeMissing'),
          })}
        />
      ) : way === 'passkey' ? null : (
        <Controller
          key="code"
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
      )}
      <p className="form-message t-bad small" role="alert">
        {message ?? fault?.message ?? ''}
      </p>
      {way === 'passkey' && isWaiting ? (
        <PasskeyWaiting />
      ) : (
        <Button
          kind="primary"
          isLarge
          isWide
          icon={way === 'passkey' ? Fingerprint : undefined}
          type="submit"
          isDisabled={isSigning && way !== 'passkey'}
          isPending={way === 'passkey' ? isSigning : isSubmitting && !isSigning}
        >
          {way === 'passkey'
            ? t('security.passkey.signIn')
            : isRecovering
              ? t('security.recovery.submit')
              : isSubmitting
                ? t('signIn.working')
                : t('signIn.submit')}
        </Button>
      )}
      {offersPasskey ? (
        <>
          <div className="or">
            <span>{t('signIn.or')}</span>
          </div>
          {isWaiting ? (
            <PasskeyWaiting />
          ) : (
            <Button
              isLarge
              isWide
              icon={Fingerprint}
              isPending={isSigning}
              isDisabled={isSubmitting && !isSigning}
              onPress={() => void signInWithPasskey()}
            >
              {t('security.passkey.use')}
            </Button>
          )}
        </>
      ) : null}
      <p className="small recover">
        {way === 'passkey' ? (
          <LinkButton className="link" onPress={() => switchTo('code')}>
            {t('security.recovery.oldCode')}
          </LinkButton>
        ) : null}
        <LinkButton className="link" onPress={() => switchTo(isRecovering ? null : 'recovery')}>
          {isRecovering ? t('security.recovery.back') : t('security.recovery.lost')}
        </LinkButton>
      </p>
    </form>
  );
}
