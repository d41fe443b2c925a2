import { useTranslation } from 'react-i18next';
import type { RequestDetail } from '../../../shared/contract/requests';
import { grantChangesOf, settingChangesOf, type GrantChange, type Permission } from './grant-changes';
import { isRecord } from './shown-params';
import { usePlaceWords } from './use-place-words';

function GrantRow({ change }: { change: GrantChange }) {
  const { t } = useTranslation();
  const placeOf = usePlaceWords();
  const words = (list: readonly Permission[]) => list.map((one) => t(`request.permission.${one}`)).join(', ');
  const isChanged = change.gained.length > 0 || change.lost.length > 0;
  return (
    <tr>
      <td>{placeOf(change)}</td>
      <td>{change.before.length === 0 ? t('request.power.nothing') : words(change.before)}</td>
      {isChanged ? (
        <td>
          {change.gained.map((one) => (
            <ins key={one} className="plus">
              + {t(`request.permission.${one}`)}
            </ins>
          ))}
          {change.lost.map((one) => (
            <del key={one} className="minus">
              {t(`request.permission.${one}`)}
            </del>
          ))}
        </td>
      ) : (
        <td className="mid">{t('request.power.unchanged')}</td>
      )}
    </tr>
  );
}

const KNOWN_SETTINGS = [
  'requiredApprovals',
  'alwaysRequireApproval',
  'expiresAfterHours',
  'addressHoldHours',
  'name',
  'label',
  'locked',
  'scopes',
  'accounts',
  'signInPolicy',
  'idleTimeoutMinutes',
  'absoluteTimeoutHours',
] as const;
type KnownSetting = (typeof KNOWN_SETTINGS)[number];
const isKnown = (setting: string): setting is KnownSetting =>
  (KNOWN_SETTINGS as readonly string[]).includes(setting);

/** One entry of a list: a word, or the name of what an id was resolved to. */
function listed(entry: unknown): string {
  if (isRecord(entry)) return typeof entry['name'] === 'string' ? entry['name'] : '';
  return String(entry);
}

function useSettingWords() {
  const { t } = useTranslation();
  return {
    nameOf: (setting: string) => (isKnown(setting) ? t(`request.power.field.${setting}`) : setting),
    valueOf: (setting: string, value: unknown): string => {
      if (setting === 'locked') return value === true ? t('policies.locked') : t('policies.unlocked');
      if (typeof value === 'boolean') return value ? t('request.power.on') : t('request.power.off');
      if (typeof value === 'number' && setting.endsWith('Hours'))
        return t('request.power.hours', { count: value });
      if (typeof value === 'number' && setting.endsWith('Minutes'))
        return t('request.power.minutes', { count: value });
      if (value === 'passkey' || value === 'authenticator-or-passkey')
        return t(`request.power.signIn.${value}`);
      if (Array.isArray(value) && value.length > 0) return value.map(listed).join(', ');
      return typeof value === 'string' || typeof value === 'number'
        ? String(value)
        : t('request.power.nothing');
    },
  };
}

/** Before and after, for requests that change access or a policy. */
export function ChangesSection({ detail }: { detail: RequestDetail }) {
  const { t } = useTranslation();
  const { nameOf, valueOf } = useSettingWords();
  const { before, after } = detail.view;
  const grants = grantChangesOf(before, after);
  const settings = grants.length > 0 ? [] : settingChangesOf(before, after);
  if (grants.length === 0 && settings.length === 0) return null;
  return (
    <section className="sect">
      <h3 className="h">{grants.length > 0 ? t('request.power.grants') : t('request.power.title')}</h3>
      <table className="diff sel">
        <thead>
          <tr>
            <th>{grants.length > 0 ? t('request.power.where') : t('request.power.setting')}</th>
            <th>{t('request.power.now')}</th>
            <th>{t('request.power.after')}</th>
          </tr>
        </thead>
        <tbody>
          {grants.map((change) => (
            <GrantRow key={`${change.workflow ?? ''}|${change.account ?? ''}`} change={change} />
          ))}
          {settings.map(({ setting, before: was, after: is }) => (
            <tr key={setting}>
              <td>{nameOf(setting)}</td>
              <td>
                <del>{valueOf(setting, was)}</del>
              </td>
              <td>
                <b>{valueOf(setting, is)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
