import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from 'react';

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'size'> {
  label: string;
  /** The label with more than words in it, where it has that; `label` stays its plain text. */
  drawnLabel?: ReactNode;
  help?: ReactNode;
  /** What is wrong, in words; stands where the help did. */
  error?: string | undefined;
  /** For what is compared letter by letter: addresses, codes, typed confirmations. */
  isMono?: boolean;
  isFull?: boolean;
  /** Stands at the end of the field: a unit, a button. */
  end?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

/** One labelled line of text. Room for its help or fault is kept, so that nothing jumps. */
export function TextField({
  label,
  drawnLabel,
  help,
  error,
  isMono,
  isFull,
  end,
  id,
  ...input
}: TextFieldProps) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  const helpId = `${fieldId}-help`;
  return (
    <div className={isFull ? 'field full' : 'field'}>
      <label htmlFor={fieldId}>{drawnLabel ?? label}</label>
      <div
        className="input lg"
        data-invalid={error === undefined ? undefined : ''}
        data-disabled={input.disabled ? '' : undefined}
      >
        <input
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          {...input}
          id={fieldId}
          className={isMono ? 'bare grow mono' : 'bare grow'}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={helpId}
        />
        {end}
      </div>
      <p id={helpId} className={error === undefined ? 'help' : 'help bad'} role={error ? 'alert' : undefined}>
        {error ?? help}
      </p>
    </div>
  );
}
