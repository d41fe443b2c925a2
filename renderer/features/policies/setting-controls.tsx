import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button, Group, Input, NumberField, Text } from 'react-aria-components';
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

/** Whether what is typed lies outside the limits, where it would be brought back without a word. */
function useLimits(min: number, max: number) {
  const [isOut, setOut] = useState(false);
  const look = (typed: string) => {
    const value = Number(typed);
    setOut(typed.trim() !== '' && !(Number.isInteger(value) && value >= min && value <= max));
  };
  return { isOut, look };
}

/** The limits of a field: there while it is edited, and standing out once they were crossed. */
function Limits({ min, max, isOut }: { min: number; max: number; isOut: boolean }) {
  const { t } = useTranslation();
  return (
    <Text slot="description" className={isOut ? 'limits bad' : 'limits'}>
      {t('policies.limits', { min, max })}
    </Text>
  );
}

/** A small whole number with one button each way. */
export function Stepper({ label, value, min, max, isDisabled, onChange }: NumberProps) {
  const { t } = useTranslation();
  const { isOut, look } = useLimits(min, max);
  return (
    <NumberField
      className="limited"
      aria-label={label}
      value={value}
      minValue={min}
      maxValue={max}
      step={1}
      isDisabled={isDisabled}
      onChange={whole(onChange)}
    >
      <Limits min={min} max={max} isOut={isOut} />
      <Group className="stepper" data-disabled={isDisabled ? '' : undefined}>
        <Button slot="decrement" aria-label={t('policies.fewer')}>
          <Minus className="i i-xs" />
        </Button>
        <Input className="stepper-number num" onInput={(event) => look(event.currentTarget.value)} />
        <Button slot="increment" aria-label={t('policies.more')}>
          <Plus className="i i-xs" />
        </Button>
      </Group>
    </NumberField>
  );
}

/** A span of time, typed in. */
export function SpanField({
  label,
  unit,
  value,
  min,
  max,
  isDisabled,
  onChange,
}: NumberProps & { unit: string }) {
  const { isOut, look } = useLimits(min, max);
  if (isDisabled)
    return (
      <span className="val num">
        {value} {unit}
      </span>
    );
  return (
    <NumberField
      className="limited"
      aria-label={label}
      value={value}
      minValue={min}
      maxValue={max}
      step={1}
      formatOptions={{ useGrouping: false }}
      onChange={whole(onChange)}
    >
      <Limits min={min} max={max} isOut={isOut} />
      <Group className="span-field">
        <Input className="num" size={3} onInput={(event) => look(event.currentTarget.value)} />
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
