import { useTranslation } from 'react-i18next';
import { assetOf } from '../../../shared/domain/assets';
import type { BalanceView } from '../../../shared/contract/money';
import { compareDecimals } from '../../format/amount';
import { Amount } from '../../ui/amount';

/** Total, available, on hold: one line per asset, amounts to the right. */
export function BalanceTable({ balances, isOwner }: { balances: readonly BalanceView[]; isOwner: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="sect">
      <h3 className="h">{t('accounts.balances.title')}</h3>
      {balances.length === 0 ? (
        <p className="mid">{t(isOwner ? 'accounts.balances.noneOwner' : 'accounts.balances.none')}</p>
      ) : (
        <table className="sums sel">
          <thead>
            <tr>
              <th scope="col">{t('accounts.balances.asset')}</th>
              <th scope="col">{t('accounts.balances.total')}</th>
              <th scope="col">{t('accounts.balances.available')}</th>
              <th scope="col">{t('accounts.balances.held')}</th>
            </tr>
          </thead>
          <tbody>
            {balances.map(({ asset, total, available, held }) => (
              <tr key={asset}>
                <th scope="row">
                  {asset} <span className="dim small">{assetOf(asset)?.name}</span>
                </th>
                <td>
                  <Amount value={total} asset={asset} />
                </td>
                <td>
                  <Amount value={available} asset={asset} />
                </td>
                <td className={compareDecimals(held, '0') === 0 ? 'dim' : ''}>
                  {compareDecimals(held, '0') === 0 ? '–' : <Amount value={held} asset={asset} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
