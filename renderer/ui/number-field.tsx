import { Minus, Plus } from 'lucide-react';
import { Button, Group, Input, Label, NumberField as AriaNumberField } from 'react-aria-components';

interface NumberFieldProps {
  label: string;
  /** What is counted, drawn behind the number. */
  unit: string;
  value: number;
  min: number;
  max: number;
  help?: string;
  onChange: (value: number) => void;
}

/** A whole number within bounds; what lies outside is brought back to the nearer bound when the field is left. */
export function NumberField({ label, unit, value, min, max, help, onChange }: NumberFieldProps) {
  return (
    <AriaNumberField
      className="field"
      value={value}
      minValue={min}
      maxValue={max}
      step={1}
      onChange={(next) => {
        if (Number.isInteger(next)) onChange(next);
      }}
    >
      <Label className="label">{label}</Label>
      <Group className="input lg number-field">
        <Input className="bare grow num" />
        <span className="dim small">{unit}</span>
        <Button slot="decrement" className="inset-button">
          <Minus className="i i-xs" />
        </Button>
        <Button slot="increment" className="inset-button">
          <Plus className="i i-xs" />
        </Button>
      </Group>
      <p className="help">{help}</p>
    </AriaNumberField>
  );
}
