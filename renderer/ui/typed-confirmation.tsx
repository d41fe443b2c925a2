import { useTranslation } from 'react-i18next';
import { Sentence } from '../strings/sentence';
import { TextField } from './text-field';

interface TypedConfirmationProps {
  /** What has to be typed, letter by letter. */
  phrase: string;
  value: string;
  onChange: (typed: string) => void;
  autoFocus?: boolean;
}

/** The field that takes a name or phrase before something that can’t be undone: what to type stands out in it. */
export function TypedConfirmation({ phrase, value, onChange, autoFocus }: TypedConfirmationProps) {
  const { t } = useTranslation();
  return (
    <TextField
      isFull
      isMono
      autoFocus={autoFocus}
      label={t('action.typeToGoOn', { phrase })}
      drawnLabel={
        <Sentence
          text={t('action.typeToGoOn', { phrase: '[phrase]' })}
          parts={{ phrase: <span className="mono">{phrase}</span> }}
        />
      }
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
