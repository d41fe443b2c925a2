import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftSubject, SettingName, Settings } from '../../stores/policy-drafts';
import { SpanField, Stepper, Switch } from './setting-controls';
import { useSettingWords } from './use-setting-words';

interface SettingRowsProps {
  subject: DraftSubject;
  settings: Settings;
  edits: Settings;
  isDisabled: boolean;
  onEdit: (edit: Settings) => void;
}

const BOUNDS: Readonly<Partial<Record<SettingName, readonly [min: number, max: number]>>> = {
  requiredApprovals: [1, 10],
  expiresAfterHours: [1, 720],
  addressHoldHours: [0, 168],
  idleTimeoutMinutes: [1, 1440],
  absoluteTimeoutHours: [1, 168],
};

function Row({
  name,
  settings,
  edits,
  children,
}: Pick<SettingRowsProps, 'settings' | 'edits'> & { name: SettingName; children: ReactNode }) {
  const { nameOf, valueOf } = useSettingWords();
  return (
    <div className="set">
      <span>{nameOf(name)}</span>
      <span>
        {name in edits ? <del className="was num">{valueOf(name, settings[name])}</del> : null}
        {children}
      </span>
    </div>
  );
}

/** The settings of one card: what stands is struck, left of what the draft makes it. */
export function SettingRows({ subject, settings, edits, isDisabled, onEdit }: SettingRowsProps) {
  const { t } = useTranslation();
  const { nameOf } = useSettingWords();
  const labelOf = (name: SettingName) =>
    t('policies.settingIn', { setting: nameOf(name), workflow: t(`policies.workflow.${subject}`) });
  const shown = { ...settings, ...edits };
  const span = (
    name: 'expiresAfterHours' | 'addressHoldHours' | 'idleTimeoutMinutes' | 'absoluteTimeoutHours',
  ) => {
    const value = shown[name];
    if (value === undefined) return null;
    const [min, max] = BOUNDS[name] ?? [1, 1];
    return (
      <Row key={name} name={name} settings={settings} edits={edits}>
        <SpanField
          label={labelOf(name)}
          unit={t(name === 'idleTimeoutMinutes' ? 'policies.unitMinutes' : 'policies.unitHours')}
          value={value}
          min={min}
          max={max}
          isDisabled={isDisabled}
          onChange={(next) => onEdit({ [name]: next })}
        />
      </Row>
    );
  };
  return (
    <div className="sets">
      {shown.requiredApprovals === undefined ? null : (
        <Row name="requiredApprovals" settings={settings} edits={edits}>
          <Stepper
            label={labelOf('requiredApprovals')}
            value={shown.requiredApprovals}
            min={1}
            max={10}
            isDisabled={isDisabled}
            onChange={(requiredApprovals) => onEdit({ requiredApprovals })}
          />
        </Row>
      )}
      {shown.alwaysRequireApproval === undefined ? null : (
        <Row name="alwaysRequireApproval" settings={settings} edits={edits}>
          <Switch
            label={labelOf('alwaysRequireApproval')}
            isOn={shown.alwaysRequireApproval}
            isDisabled={isDisabled}
            onChange={(alwaysRequireApproval) => onEdit({ alwaysRequireApproval })}
          />
        </Row>
      )}
      {span('addressHoldHours')}
      {span('expiresAfterHours')}
      {span('idleTimeoutMinutes')}
      {span('absoluteTimeoutHours')}
    </div>
  );
}
