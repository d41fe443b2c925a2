import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button';
import { TextField, type TextFieldProps } from './text-field';

/** A password: hidden until asked for, never kept by anything but the form it stands in. */
export function PasswordField(props: Omit<TextFieldProps, 'type' | 'end' | 'isMono'>) {
  const { t } = useTranslation();
  const [isRevealed, setRevealed] = useState(false);
  return (
    <TextField
      autoComplete="new-password"
      maxLength={1024}
      {...props}
      type={isRevealed ? 'text' : 'password'}
      end={
        <IconButton
          icon={isRevealed ? Eye : EyeOff}
          label={isRevealed ? t('signIn.conceal') : t('signIn.reveal')}
          onPress={() => setRevealed(!isRevealed)}
        />
      }
    />
  );
}
