import type { Reminder } from '../../../shared/contract/desktop-settings';
import type { RequestRow } from '../../../shared/contract/requests';

const HOUR_MS = 3_600_000;
const LEAD_MS: Record<Reminder, number> = { off: 0, '1h': HOUR_MS, '4h': 4 * HOUR_MS, '24h': 24 * HOUR_MS };

/**
 * Whether a request that waits is to be called to mind: when no more than the chosen time is left. One that never had
 * as much as that was announced in time.
 */
export function isDue(
  { createdAt, expiresAt }: Pick<RequestRow, 'createdAt' | 'expiresAt'>,
  reminder: Reminder,
  now: number,
): boolean {
  if (expiresAt === undefined) return false;
  const end = Date.parse(expiresAt);
  const begins = end - LEAD_MS[reminder];
  return begins > Date.parse(createdAt) && now >= begins && now < end;
}
