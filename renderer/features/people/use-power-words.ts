import { useTranslation } from 'react-i18next';
import { listOfNames } from '../../format/list';
import type { PowerLine } from './power-kinds';

/** The words of a line: what it was, and what it is. */
export function usePowerWords(): (line: PowerLine, which: 'before' | 'after') => string {
  const { t } = useTranslation();
  const placeOf = ({ reach, accounts, isEvery }: PowerLine): string => {
    if (reach === 'organization') return '';
    if (reach === 'all') return t('people.onAll');
    if (reach === 'others') return t('people.onOthers');
    return isEvery ? t('people.onEvery') : t('people.onPlace', { accounts: listOfNames(accounts) });
  };
  return (line, which) =>
    t(`people.power.${line.subject}.${line[which]}` as 'people.power.withdrawals.sees').replace(
      '[place]',
      () => placeOf(line),
    );
}
