import { useTranslation } from 'react-i18next';
import type { SettingName, Settings } from '../../stores/policy-drafts';
import { namesIn } from './draft-edits';
import { useSettingWords } from './use-setting-words';

/** What stands, struck, and what it becomes. */
export function SettingDiff({ base, edits, label }: { base: Settings; edits: Settings; label: string }) {
  const { t } = useTranslation();
  const { nameOf, valueOf } = useSettingWords();
  const value = (settings: Settings, name: SettingName) => valueOf(name, settings[name]);
  return (
    <table className="diff sel" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('policies.submit.setting')}</th>
          <th scope="col">{t('policies.draft.changedTo')}</th>
          <th scope="col">{t('policies.draft.draftSide')}</th>
        </tr>
      </thead>
      <tbody>
        {namesIn(edits).map((name) => (
          <tr key={name}>
            <td>{nameOf(name)}</td>
            <td>
              <del>{value(base, name)}</del>
            </td>
            <td>
              <b>{value(edits, name)}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
