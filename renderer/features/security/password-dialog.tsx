import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/bridge';
import { say } from '../../stores/toast-store';
import { faultsByPath, sentenceOf } from '../../ui/field-faults';
import { PasswordField } from '../../ui/password-field';
import { usePasswordRules } from '../enrolment/use-password-rules';
import { useConfirmedCall } from '../initiate/use-confirmed-call';
import { ConfirmedDialog } from './confirmed-dialog';

interface Passwords {
  current: string;
  next: string;
  repeat: string;
}

/** Changes one's own password; every other session ends (§9). What was typed is gone with this dialog. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const formId = useId();
  const rules = usePasswordRules();
  const { confirmation, isWorking, problem, run } = useConfirmedCall();
  const { register, handleSubmit, formState, getValues } = useForm<Passwords>({
    defaultValues: { current: '', next: '', repeat: '' },
  });
  const { errors } = formState;
  const faults = faultsByPath(problem);
  const faultOf = (path: string): string | undefined => {
    const found = faults.get(path);
    return found === undefined ? undefined : sentenceOf(found);
  };
  const isElsewhere = problem !== null && !faults.has('currentPassword') && !faults.has('newPassword');
  const change = handleSubmit(async ({ current, next }) => {
    const changed = await run((sent) =>
      call('password.change', { currentPassword: current, newPassword: next, ...sent }),
    );
    if (!changed) return;
    say({ kind: 'done', title: t('security.changed'), text: t('security.password.done') });
    onClose();
  });
  return (
    <ConfirmedDialog
      title={t('security.password.changeTitle')}
      submitText={t('security.password.submit')}
      confirmation={confirmation}
      isWorking={isWorking}
      problem={isElsewhere ? problem : null}
      onClose={onClose}
      formId={formId}
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <PasswordField
          label={t('security.password.current')}
          autoComplete="current-password"
          autoFocus
          error={errors.current?.message ?? faultOf('currentPassword')}
          {...register('current', {
            validate: (value) => value !== '' || t('security.password.currentMissing'),
          })}
        />
        <PasswordField
          label={t('security.password.next')}
          help={t('enrolment.password.help')}
          error={errors.next?.message ?? faultOf('newPassword')}
          {...register('next', { validate: rules.password })}
        />
        <PasswordField
          label={t('security.password.repeat')}
          error={errors.repeat?.message}
          {...register('repeat', { validate: (value) => rules.repeat(value, getValues('next')) })}
        />
      </form>
    </ConfirmedDialog>
  );
}
