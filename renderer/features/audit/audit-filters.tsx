import { X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { clearAuditFilter, isNarrowed, narrowAudit, useAudit } from '../../stores/audit-store';
import { useMembers } from '../../stores/members-store';
import { Button } from '../../ui/button';
import { ChoiceSelect } from '../../ui/choice-select';
import { ENTRY_GROUPS } from './entry-group';

const ANY = 'any';

function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        className="input num"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

/** Which entries are shown: by whom, of what kind, on which days, of which request. */
export function AuditFilters() {
  const { t } = useTranslation();
  const filter = useAudit((state) => state.filter);
  const members = useMembers((state) => state.members) ?? [];
  const people = [...members]
    .sort((a, b) => a.displayName.localeCompare(b.displayName))
    .map(({ id, displayName }) => ({ id, label: displayName }));
  const chosen = (id: string): string | null => (id === ANY ? null : id);
  return (
    <section className="audit-filters" aria-label={t('audit.filter.label')}>
      <ChoiceSelect
        label={t('audit.filter.who')}
        choices={[{ id: ANY, label: t('audit.filter.anyone') }, ...people]}
        value={filter.actorId ?? ANY}
        onChange={(id) => void narrowAudit({ actorId: chosen(id) })}
      />
      <ChoiceSelect
        label={t('audit.filter.what')}
        choices={[
          { id: ANY, label: t('audit.filter.anything') },
          ...ENTRY_GROUPS.map((id) => ({ id, label: t(`audit.groups.${id}`) })),
        ]}
        value={filter.group ?? ANY}
        onChange={(id) => void narrowAudit({ group: chosen(id) })}
      />
      <DayField
        label={t('audit.filter.from')}
        value={filter.from}
        onChange={(from) => void narrowAudit({ from })}
      />
      <DayField label={t('audit.filter.to')} value={filter.to} onChange={(to) => void narrowAudit({ to })} />
      <div className="audit-clear">
        {filter.request === null ? null : (
          <span className="chip">{t('audit.filter.onlyRequest', { number: filter.request.number })}</span>
        )}
        {isNarrowed(filter) ? (
          <Button kind="ghost" icon={X} onPress={() => void clearAuditFilter()}>
            {t('audit.filter.clear')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
