import { useId } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/bridge';
import { receiveDesktop } from '../../stores/desktop-store';
import { say } from '../../stores/toast-store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { PasswordField } from '../../ui/password-field';
import { useProblemText } from '../../ui/problem-text';
import { useOneCall } from '../../ui/use-one-call';

/** As long as the contract asks for. */
const SHORTEST = 12;

interface Passphrases {
  chosen: string;
  repeat: string;
}

/** Chooses the passphrase that opens the organization after every start. Nobody can bring back one that is forgotten. */
export function PassphraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const formId = useId();
  const { isWorking, problem, run } = useOneCall();
  const { register, handleSubmit, formState, getValues } = useForm<Passphrases>({
    defaultValues: { chosen: '', repeat: '' },
  });
  const { errors } = formState;
  const choose = handleSubmit(async ({ chosen }) => {
    const kept = await run(async () => {
      const input = { protection: 'passphrase', passphrase: chosen } as const;
      const desktop = await call('desktop.setKeyProtection', input);
      receiveDesktop(desktop);
      return desktop.localData?.protection === 'passphrase';
    });
    if (kept === null) return;
    say({
      kind: 'done',
      title: t(kept ? 'data.passphrase.done' : 'data.passphrase.not'),
      text: t(kept ? 'data.passphrase.doneText' : 'data.passphrase.notText'),
    });
    onClose();
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isLocked={isWorking}
      title={t('data.passphrase.title')}
      footer={
        <>
          <span className="grow" />
          <Button isLarge isDisabled={isWorking} onPress={onClose}>
            {t('action.cancel')}
          </Button>
          <Button kind="primary" isLarge type="submit" form={formId} isPending={isWorking}>
            {t('data.passphrase.submit')}
          </Button>
        </>
      }
    >
      <p>{t('data.passphrase.text')}</p>
      <p className="mid data-gap">{t('data.passphrase.lost')}</p>
      <form
        id={formId}
        className="security-form data-gap"
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
          error={errors.chosen?.message}
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
      <p className="form-message t-bad small" role="alert">
        {problem ? textOf(problem) : ''}
      </p>
    </Dialog>
  );
}
