import { Check } from 'lucide-react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';

export interface CheckChoice<T extends string> {
  id: T;
  label: string;
  /** One line on what it means. */
  text?: string;
}

interface CheckListProps<T extends string> {
  label: string;
  choices: readonly CheckChoice<T>[];
  chosen: readonly T[];
  /** Gets what is chosen then, in the order of the choices. */
  onChange: (chosen: T[]) => void;
}

/** Any of a few, each with what it means in words. */
export function CheckList<T extends string>({ label, choices, chosen, onChange }: CheckListProps<T>) {
  return (
    <CheckboxGroup
      className="check-list"
      value={[...chosen]}
      onChange={(ids) => onChange(choices.map(({ id }) => id).filter((id) => ids.includes(id)))}
    >
      <Label className="label">{label}</Label>
      {choices.map(({ id, label: words, text }) => (
        <Checkbox
          key={id}
          value={id}
          className="check"
          aria-label={words}
          {...(text === undefined ? {} : { 'aria-describedby': `check-${id}` })}
        >
          {({ isSelected }) => (
            <>
              <span className={isSelected ? 'cell on' : 'cell'} aria-hidden="true">
                <Check className="i" />
              </span>
              <span>
                {words}
                {text === undefined ? null : <small id={`check-${id}`}>{text}</small>}
              </span>
            </>
          )}
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
