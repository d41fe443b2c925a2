import { useId, useState, type Ref } from 'react';

export interface CodeFieldProps {
  value: string;
  onChange: (code: string) => void;
  label: string;
  /** When set, the label is drawn above; otherwise it is only read out. */
  isLabelShown?: boolean;
  isLarge?: boolean;
  isDisabled?: boolean;
  /** What is wrong; an empty text marks the field where the form itself says it. */
  error?: string | undefined;
  /** Enter was pressed, or the sixth digit came in. */
  onComplete?: (() => void) | undefined;
  ref?: Ref<HTMLInputElement>;
  name?: string;
  id?: string;
  onBlur?: () => void;
}

const CELLS = [0, 1, 2, 3, 4, 5];

/** Six digits drawn as six cells over one real input, so that pasting, filling in and screen readers work as ever. */
export function CodeField(props: CodeFieldProps) {
  const { value, onChange, label, isLabelShown, isLarge, isDisabled, error, onComplete, ref, name, onBlur } =
    props;
  const [isFocused, setFocused] = useState(false);
  const ownId = useId();
  const id = props.id ?? ownId;
  const active = Math.min(value.length, 5);
  const field = (
    <span className={`code code-field ${isLarge ? 'lg' : ''}`} data-disabled={isDisabled ? '' : undefined}>
      {CELLS.map((cell) => (
        <i
          key={cell}
          aria-hidden="true"
          className={isFocused && cell === active ? (value.length > cell ? 'on full' : 'on') : ''}
          data-invalid={error === undefined ? undefined : ''}
        >
          {value[cell] ?? ''}
        </i>
      ))}
      <input
        id={id}
        ref={ref}
        name={name}
        aria-label={isLabelShown ? undefined : label}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error ? `${id}-error` : undefined}
        inputMode="numeric"
        autoComplete="one-time-code"
        spellCheck={false}
        disabled={isDisabled}
        value={value}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          onBlur?.();
        }}
        onChange={(event) => {
          const code = event.target.value.replace(/\D/g, '').slice(0, 6);
          onChange(code);
          if (code.length === 6 && value.length < 6) onComplete?.();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && onComplete) {
            event.preventDefault();
            onComplete();
          }
        }}
      />
    </span>
  );
  if (!isLabelShown) return field;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {field}
      {error ? (
        <p className="help bad" id={`${id}-error`} role="alert">
          {error}
        </p>
      ) : null}
    </div>
  );
}
