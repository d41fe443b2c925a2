import { GitMerge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { keepPolicyDraft } from '../../stores/policy-drafts';
import { Button } from '../../ui/button';
import { settled, type DraftItem } from './draft-edits';
import { useSettingWords } from './use-setting-words';

/** A draft whose ground moved: each edit that met another change is kept or dropped by itself. */
export function MovedBase({ item }: { item: DraftItem }) {
  const { t } = useTranslation();
  const { nameOf, valueOf } = useSettingWords();
  const { subject, draft, standing, conflicts } = item;
  return (
    <div className="moved" role="group" aria-label={t('policies.moved.title', { version: standing.version })}>
      <p className="moved-title">
        <GitMerge className="i i-sm" />
        {t('policies.moved.title', { version: standing.version })}
      </p>
      <ul>
        {conflicts.map(({ name, yours, theirs }) => (
          <li key={name}>
            <span className="grow">
              {nameOf(name)}
              <small>
                {t('policies.moved.theirs', { value: valueOf(name, theirs) })} ·{' '}
                {t('policies.moved.yours', { value: valueOf(name, yours) })}
              </small>
            </span>
            <Button onPress={() => keepPolicyDraft(subject, settled(draft, standing, name, true))}>
              {t('policies.moved.keep')}
            </Button>
            <Button
              kind="ghost"
              onPress={() => keepPolicyDraft(subject, settled(draft, standing, name, false))}
            >
              {t('policies.moved.take')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
