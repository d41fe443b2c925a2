import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  type Key,
} from 'react-aria-components';

export interface Choice {
  id: string;
  label: string;
  /** Said in small after the label, in the list only; for a disabled choice this is the reason. */
  aside?: ReactNode;
  detail?: ReactNode;
  isDisabled?: boolean;
}

interface ChoiceSelectProps {
  label: string;
  placeholder?: string;
  choices: readonly Choice[];
  value: string | null;
  onChange: (id: string) => void;
  isDisabled?: boolean;
  isLarge?: boolean;
  help?: ReactNode;
  // A form opens on its first field, so that typing can start.
  autoFocus?: boolean;
}

/** A labelled choice of one out of a list; choices that can't be taken say why. */
export function ChoiceSelect({
  label,
  placeholder,
  choices,
  value,
  onChange,
  isDisabled,
  isLarge,
  help,
  autoFocus,
}: ChoiceSelectProps) {
  return (
    <Select
      className="field"
      value={value}
      onChange={(key: Key | null) => {
        if (key !== null) onChange(String(key));
      }}
      isDisabled={isDisabled ?? false}
      placeholder={placeholder ?? ''}
      disabledKeys={choices.filter((choice) => choice.isDisabled).map((choice) => choice.id)}
    >
      <Label className="label">{label}</Label>
      <Button
        className={isLarge ? 'input lg choice-button' : 'input choice-button'}
        autoFocus={autoFocus ?? false}
      >
        <SelectValue className="grow clip choice-value">
          {({ isPlaceholder, defaultChildren, selectedText }) =>
            isPlaceholder ? <span className="ph">{defaultChildren}</span> : selectedText
          }
        </SelectValue>
        <ChevronDown className="i i-sm" />
      </Button>
      {help}
      <Popover className="pop match" offset={4}>
        <ListBox className="options" items={choices}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="item">
              {({ isSelected }) => (
                <>
                  <span className="grow">
                    <span className="line">
                      <span className="grow clip">{choice.label}</span>
                      {choice.aside === undefined ? null : <span className="aside-text">{choice.aside}</span>}
                    </span>
                    {choice.detail === undefined ? null : (
                      <small className="detail-text">{choice.detail}</small>
                    )}
                  </span>
                  {isSelected ? <Check className="i i-sm tick" /> : null}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
