import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { faultsByPath } from '../../ui/field-faults';
import { useProblemText } from '../../ui/problem-text';
import { TextField } from '../../ui/text-field';
import type { Connecting } from './use-connecting';

interface AddressStepProps {
  connecting: Connecting;
  address: string;
  onAddress: (address: string) => void;
}

/** Where the server is. Nothing is told to it yet. */
export function AddressStep({ connecting, address, onAddress }: AddressStepProps) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { isWorking, problem, look } = connecting;
  const { register, handleSubmit, formState } = useForm({ defaultValues: { address } });
  const ofField = faultsByPath(problem).get('address');
  const submit = handleSubmit(async (typed) => {
    onAddress(typed.address);
    await look(typed.address);
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        void submit(event);
      }}
    >
      <p className="mid">{t('connect.lead')}</p>
      <TextField
        label={t('connect.address')}
        help={t('connect.addressHelp')}
        type="url"
        inputMode="url"
        maxLength={300}
        autoFocus
        error={formState.errors.address?.message ?? ofField}
        {...register('address', { validate: (value) => value.trim() !== '' || t('connect.addressMissing') })}
      />
      <p className="form-message t-bad small" role="alert">
        {problem && ofField === undefined ? textOf(problem) : ''}
      </p>
      <footer className="connect-foot">
        <Button isLarge onPress={() => void connecting.leave()}>
          {t('action.back')}
        </Button>
        <Button kind="primary" isLarge type="submit" isPending={isWorking}>
          {isWorking ? t('connect.checking') : t('connect.check')}
        </Button>
      </footer>
    </form>
  );
}
