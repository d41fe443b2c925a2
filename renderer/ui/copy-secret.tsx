import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/bridge';
import { SECOND } from '../format/time';
import { announce } from './announcer';
import { Button } from './button';

/** So long main leaves it on the clipboard. */
const KEPT_MS = 60 * SECOND;

/** A button that copies a secret and says for how long it stays on the clipboard. */
export function CopySecretButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), KEPT_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => {
    // Main does it: it clears the clipboard even when this page is gone, and only if the secret is still there.
    call('desktop.copySecret', { text }).then(
      () => {
        setCopied(true);
        announce(t('enrolment.copied'));
      },
      () => undefined,
    );
  };
  return (
    <Button icon={isCopied ? Check : Copy} onPress={copy}>
      {isCopied ? t('enrolment.copied') : label}
    </Button>
  );
}
