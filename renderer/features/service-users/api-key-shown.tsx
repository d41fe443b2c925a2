import { TriangleAlert } from 'lucide-react';
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
      <div className="note risk gap">
        <TriangleAlert className="i i-sm" />
        <span>
          <b>{t('serviceUsers.secret.once')}</b> {t('serviceUsers.secret.clipboard')}
        </span>
      </div>
      {(
        [
          ['apiKey', apiKey],
          ['secret', secret],
        ] as const
      ).map(([what, text]) => (
        <div key={what} className="secret-row">
          <span className="label">{t(`serviceUsers.secret.${what}`)}</span>
          <CopySecretButton text={text} label={t(`serviceUsers.secret.copy.${what}`)} />
          <p className="code-shown mono sel" role="group" aria-label={t(`serviceUsers.secret.${what}`)}>
            {text}
          </p>
        </div>
      ))}
    </Dialog>
  );
}
