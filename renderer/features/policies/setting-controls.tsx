import { Minus, Plus } from 'lucide-react';
import { Button, Group, Input, NumberField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

interface NumberProps {
  label: string;
  value: number;
  min: number;
  max: number;
  isDisabled: boolean;
  onChange: (value: number) => void;
}

function whole(onChange: (value: number) => void) {
  return (next: number) => {
    if (Number.isInteger(next)) onChange(next);
  };
}

/** A small whole number with one button each way. */
export function Stepper({ label, value, min, max, isDisabled, onChange }: NumberProps) {
  const { t } = useTranslation();
  return (
    <NumberField
      aria-label={label}
      value={value}
      minValue={min}
      maxValue={max}
      step={1}
      isDisabled={isDisabled}
      onChange={whole(onChange)}
    >
      <Group className="stepper" data-disabled={isDisabled ? '' : undefined}>
        <Button slot="decrement" aria-label={t('policies.fewer')}>
          <Minus className="i i-xs" />
        </Button>
        <Input className="stepper-number num" />
        <Button slot="increment" aria-label={t('policies.more')}>
          <Plus className="i i-xs" />
        </Button>
      </Group>
    </NumberField>
  );
}

/** A span of time, typed: it looks like the value it is until it is hovered or edited. */
export function SpanField({
  label,
  unit,
  value,
  min,
  max,
  isDisabled,
  onChange,
}: NumberProps & { unit: string }) {
  if (isDisabled)
    return (
      <span className="val num">
        {value} {unit}
      </span>
    );
  return (
    <NumberField
      aria-label={label}
      value={value}
      minValue={min}
      maxValue={max}
      step={1}
      formatOptions={{ useGrouping: false }}
      onChange={whole(onChange)}
    >
      <Group className="span-field">
        <Input className="num" size={3} />
        <span aria-hidden="true">{unit}</span>
      </Group>
    </NumberField>
  );
}

interface SwitchProps {
  label: string;
  isOn: boolean;
  isDisabled: boolean;
  onChange: (isOn: boolean) => void;
}

export function Switch({ label, isOn, isDisabled, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={isOn}
      aria-label={label}
      disabled={isDisabled}
      onClick={() => onChange(!isOn)}
    />
  );
}
