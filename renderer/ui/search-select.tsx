import { Check, ChevronDown } from 'lucide-react';
import type { Ref } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Choice } from './choice-select';

interface SearchSelectProps {
  label: string;
  placeholder?: string;
  choices: readonly Choice[];
  value: string | null;
  onChange: (id: string | null) => void;
  error?: string | undefined;
  ref?: Ref<HTMLInputElement>;
}

/** One out of a long list, found by typing. */
export function SearchSelect({
  label,
  placeholder,
  choices,
  value,
  onChange,
  error,
  ref,
}: SearchSelectProps) {
  const { t } = useTranslation();
  return (
    <ComboBox
      className="field"
      defaultItems={choices}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      isInvalid={error !== undefined}
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <Label className="label">{label}</Label>
      <div className="input lg" data-invalid={error === undefined ? undefined : ''}>
        <Input ref={ref} className="bare grow" placeholder={placeholder ?? ''} maxLength={80} />
        <Button className="inset-button">
          <ChevronDown className="i i-sm" />
        </Button>
      </div>
      <p className={error === undefined ? 'help' : 'help bad'} role={error ? 'alert' : undefined}>
        {error}
      </p>
      <Popover className="pop match" offset={4} maxHeight={264}>
        <ListBox<Choice>
          className="options"
          renderEmptyState={() => <p className="dim palette-none">{t('action.nothingFound')}</p>}
        >
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="item">
              {({ isSelected }) => (
                <>
                  <span className="grow clip">{choice.label}</span>
                  {choice.aside === undefined ? null : <span className="aside-text">{choice.aside}</span>}
                  {isSelected ? <Check className="i i-sm tick" /> : null}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
