import { Check } from 'lucide-react';
import type { Ref } from 'react';
import { Checkbox as AriaCheckbox } from 'react-aria-components';

interface CheckBoxProps {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  error?: string | undefined;
  children: string;
  inputRef?: Ref<HTMLInputElement>;
}

/** A statement that is made by ticking it. */
export function CheckBox({ isSelected, onChange, error, children, inputRef }: CheckBoxProps) {
  return (
    <div className="check-field full">
      <AriaCheckbox
        className="check"
        isSelected={isSelected}
        isInvalid={error !== undefined}
        onChange={onChange}
        inputRef={inputRef}
      >
        <span className={isSelected ? 'cell on' : 'cell'} aria-hidden="true">
          <Check className="i" />
        </span>
        <span>{children}</span>
      </AriaCheckbox>
      <p className={error === undefined ? 'help' : 'help bad'} role={error ? 'alert' : undefined}>
        {error}
      </p>
    </div>
  );
}
