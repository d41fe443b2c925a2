import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SECOND } from '../format/time';
import { announce } from './announcer';
import { Button } from './button';

const KEPT_MS = 60 * SECOND;

let clearing: ReturnType<typeof setTimeout> | undefined;

/** Takes the secret off the clipboard. A page without the focus may not write to it: then as soon as it has it again. */
function clearClipboard(): void {
  navigator.clipboard.writeText('').catch(() => {
    window.addEventListener('focus', clearClipboard, { once: true });
  });
}

/** Copies what nobody else should find later: after a minute the clipboard is empty again (desktop.md). */
async function copySecret(text: string): Promise<void> {
  window.removeEventListener('focus', clearClipboard);
  await navigator.clipboard.writeText(text);
  clearTimeout(clearing);
  clearing = setTimeout(clearClipboard, KEPT_MS);
}

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
    copySecret(text).then(
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
