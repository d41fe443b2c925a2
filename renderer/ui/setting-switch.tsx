import { useId } from 'react';
import { Switch } from 'react-aria-components';

interface SettingSwitchProps {
  label: string;
  /** One line on what it means. */
  text: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
}

/** One thing that is on or off, with what it means in words. */
export function SettingSwitch({ label, text, isOn, onChange, isDisabled = false }: SettingSwitchProps) {
  const textId = useId();
  return (
    <Switch
      className="setting switch-row"
      isSelected={isOn}
      onChange={onChange}
      isDisabled={isDisabled}
      aria-label={label}
      aria-describedby={textId}
    >
      <span className="grow">
        <b>{label}</b>
        <small id={textId}>{text}</small>
      </span>
      <i className="switch" data-selected={isOn ? '' : undefined} aria-hidden="true" />
    </Switch>
  );
}
