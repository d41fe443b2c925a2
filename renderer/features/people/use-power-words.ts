import { useTranslation } from 'react-i18next';
import { listOfNames } from '../../format/list';
import type { PowerKind, PowerLine } from './power-kinds';

/** The words of a line: what it was, and what it is. */
export function usePowerWords(): (line: PowerLine, which: 'before' | 'after') => string {
  const { t } = useTranslation();
  return (line, which) => {
    const kind: PowerKind = line[which];
    const place =
      line.accounts.length === 0
        ? ''
        : line.isEverywhere
          ? t('people.onEvery')
          : t('people.onPlace', { accounts: listOfNames(line.accounts) });
    return t(`people.power.${line.workflow}.${kind}`).replace('[place]', () => place);
  };
}
