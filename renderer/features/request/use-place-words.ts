import { useTranslation } from 'react-i18next';
import type { GrantChange } from './grant-changes';

/** Names the place of a grant: a workflow, and the account it is for. */
export function usePlaceWords(): (change: Pick<GrantChange, 'workflow' | 'account'>) => string {
  const { t } = useTranslation();
  return ({ workflow, account }) => {
    const where = account === '*' ? t('request.power.all') : account;
    if (workflow === null) return t('request.power.accountPlace', { account: where ?? '' });
    const name = t(`workflow.${workflow}`);
    return where === null ? name : t('request.power.place', { workflow: name, account: where });
  };
}
