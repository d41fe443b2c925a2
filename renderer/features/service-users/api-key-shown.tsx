import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { CopySecretButton } from '../../ui/copy-secret';
import { Dialog } from '../../ui/dialog';

interface ApiKeyShownProps {
  apiKey: string;
  secret: string;
  onDone: () => void;
}

/** An API key with its secret, once: the dialog stays until its own button says that both are kept. */
export function ApiKeyShown({ apiKey, secret, onDone }: ApiKeyShownProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      isOpen
      isLocked
      onClose={onDone}
      title={t('serviceUsers.secret.title')}
      footer={
        <>
          <span className="grow" />
          <Button kind="primary" isLarge onPress={onDone}>
            {t('serviceUsers.secret.done')}
          </Button>
        </>
      }
    >
      <p className="mid">{t('serviceUsers.secret.text')}</p>
      {(
        [
          ['apiKey', apiKey],
          ['secret', secret],
        ] as const
      ).map(([what, text]) => (
        <div key={what} className="secret-row">
          <span className="label">{t(`serviceUsers.secret.${what}`)}</span>
          <p className="code-shown mono sel" role="group" aria-label={t(`serviceUsers.secret.${what}`)}>
            {text}
          </p>
          <CopySecretButton text={text} label={t(`serviceUsers.secret.copy.${what}`)} />
        </div>
      ))}
      <p className="gap-small">
        <b>{t('serviceUsers.secret.once')}</b> {t('serviceUsers.secret.clipboard')}
      </p>
    </Dialog>
  );
}
