import { Check, type LucideIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announcer';
import { IconButton } from '../../ui/button';

/** Puts text on the clipboard and says so, on the button and to screen readers. */
export function useCopy(): { isCopied: boolean; copy: (text: string) => void } {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = (text: string) => {
    void navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true);
        announce(t('request.copied'));
      },
      () => undefined,
    );
  };
  return { isCopied, copy };
}

export function CopyButton({
  icon,
  label,
  text,
  isSmall,
}: {
  icon: LucideIcon;
  label: string;
  text: string;
  isSmall?: boolean;
}) {
  const { t } = useTranslation();
  const { isCopied, copy } = useCopy();
  return (
    <IconButton
      icon={isCopied ? Check : icon}
      label={isCopied ? t('request.copied') : label}
      isSmall={isSmall}
      onPress={() => copy(text)}
    />
  );
}
