import type { ActivityWeek } from '../../../shared/contract/activity';

/** What becomes of requests, as the plots tell them apart: decided one way or the other, or left undecided. */
export const ENDINGS = ['completed', 'rejected', 'undecided'] as const;
export type Ending = (typeof ENDINGS)[number];

export function endedIn({ ended }: ActivityWeek, ending: Ending): number {
  if (ending === 'completed') return ended.completed;
  if (ending === 'rejected') return ended.rejected;
  return ended.cancelled + ended.expired + ended.failed;
}
