import { useTranslation } from 'react-i18next';
import { exactTime } from '../../format/time';
import { useAccounts } from '../../stores/accounts-store';
import { useMemberName } from '../../stores/members-store';
import { payloadLines, type PayloadLine } from './payload-lines';

/** `requiredApprovals` as words, where the catalogue has none of its own. */
function inWords(key: string): string {
  const words = key.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function useLineWords(): { label: (line: PayloadLine) => string; value: (line: PayloadLine) => string } {
  const { t, i18n } = useTranslation();
  const nameOf = useMemberName();
  const accounts = useAccounts((state) => state.accounts);
  const word = (key: string): string => {
    const isKnown: boolean = i18n.exists(`audit.field.${key}`);
    return isKnown ? t(`audit.field.${key}` as 'audit.field.accountId') : inWords(key);
  };
  return {
    label: ({ path }) => path.map(word).join(' › '),
    value: ({ path, value }) => {
      if (value === null || value === '') return t('audit.entry.empty');
      if (typeof value === 'boolean') return t(value ? 'audit.entry.yes' : 'audit.entry.no');
      if (typeof value === 'number') {
        const key = path.at(-1) ?? '';
        return key === 'at' || /(At|From)$/.test(key) ? exactTime(value) : String(value);
      }
      if (value.startsWith('mem_')) return nameOf(value as never) ?? value;
      if (value.startsWith('acc_')) return accounts?.find(({ id }) => id === value)?.name ?? value;
      return value;
    },
  };
}

/** What an entry says, fact by fact; ids of people and accounts by their names. */
export function PayloadList({ payload }: { payload: unknown }) {
  const { t } = useTranslation();
  const words = useLineWords();
  const lines = payloadLines(payload);
  if (lines.length === 0) return <p className="mid">{t('audit.entry.nothing')}</p>;
  return (
    <dl className="says sel">
      {lines.map((line) => (
        <div key={line.path.join('.')}>
          <dt>{words.label(line)}</dt>
          <dd>{words.value(line)}</dd>
        </div>
      ))}
    </dl>
  );
}
