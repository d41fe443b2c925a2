import { useTranslation } from 'react-i18next';

const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
  // Two of the same minute are told apart by nothing else.
  second: '2-digit',
});
const grouped = new Intl.NumberFormat('en-GB');

/** Words for backups: when they were made, as people tell days apart, and how much is in them. */
export function useBackupWords() {
  const { t } = useTranslation();
  return {
    time: (at: string): string => dayAndTime.format(Date.parse(at)),
    entries: (count: number): string =>
      t('data.unopened.entries', { count }).replace(String(count), grouped.format(count)),
    number: (count: number): string => grouped.format(count),
    size: (bytes: number): string =>
      t('data.settings.megabytes', { size: (Math.ceil(bytes / 100_000) / 10).toFixed(1) }),
  };
}
