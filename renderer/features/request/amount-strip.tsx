import { useTranslation } from 'react-i18next';
import { compareDecimals, thousandthsOf } from '../../format/amount';
import { amountText } from '../../ui/amount';

const WIDTH = 168;
const MIDDLE = 13;
const START = 4;
const SPAN = 156;

/** Past amounts as dots on a line, this one in risk colour: how large it is, seen at a glance. */
export function AmountStrip({
  past,
  amount,
  asset,
}: {
  past: readonly string[];
  amount: string;
  asset: string;
}) {
  const { t } = useTranslation();
  const largestPast = past.reduce((most, each) => (compareDecimals(each, most) > 0 ? each : most), '0');
  const most = compareDecimals(amount, largestPast) > 0 ? amount : largestPast;
  const x = (value: string) => START + (SPAN * thousandthsOf(value, most)) / 1000;
  const label = t('request.risk.strip', {
    count: past.length,
    largest: amountText(largestPast, asset).replace(` ${asset}`, ''),
    amount: amountText(amount, asset).replace(` ${asset}`, ''),
    asset,
  });
  return (
    <svg
      className="strip"
      width={WIDTH}
      height={26}
      viewBox={`0 0 ${WIDTH} 26`}
      role="img"
      aria-label={label}
    >
      <line x1={2} x2={WIDTH - 2} y1={MIDDLE} y2={MIDDLE} />
      {past.map((value, index) => (
        <circle key={index} cx={x(value)} cy={MIDDLE} r={3} className="past" />
      ))}
      <circle cx={x(amount)} cy={MIDDLE} r={4.5} className="this" />
    </svg>
  );
}
