import { Label, Radio, RadioGroup } from 'react-aria-components';

export interface RadioChoice<T extends string> {
  id: T;
  label: string;
  /** One line on what it means, or why it can't be chosen. */
  text: string;
  isDisabled?: boolean;
}

interface RadioListProps<T extends string> {
  label: string;
  choices: readonly RadioChoice<T>[];
  value: T | null;
  onChange: (id: T) => void;
}

/** One of a few, each with what it means in words. */
export function RadioList<T extends string>({ label, choices, value, onChange }: RadioListProps<T>) {
  return (
    <RadioGroup className="radio-list" value={value} onChange={(id) => onChange(id as T)}>
      <Label className="label">{label}</Label>
      {choices.map((choice) => (
        <Radio
          key={choice.id}
          value={choice.id}
          className="radio"
          isDisabled={choice.isDisabled ?? false}
          aria-label={choice.label}
          aria-describedby={`radio-${choice.id}`}
        >
          <i className="radio-mark" aria-hidden="true" />
          <span>
            <b>{choice.label}</b>
            <small id={`radio-${choice.id}`}>{choice.text}</small>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
