import { useTranslation } from 'react-i18next';

/** Small numbers as words, capitalized at the start of a sentence; larger ones as figures. */
export function useNumberWords(): { capital: (count: number) => string; plain: (count: number) => string } {
  const { t } = useTranslation();
  const capitals: readonly string[] = t('request.words', { returnObjects: true });
  const plains: readonly string[] = t('request.numberWords', { returnObjects: true });
  return {
    capital: (count) => capitals[count] ?? String(count),
    plain: (count) => plains[count] ?? String(count),
  };
}
