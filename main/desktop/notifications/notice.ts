import type { EventPayload } from '../../../shared/contract/events';
import type { RequestId } from '../../../shared/contract/primitives';
import type { RequestRow } from '../../../shared/contract/requests';

/** One notification of the operating system. */
export interface Notice {
  /** A second one with the same key takes the place of the first. */
  key: string;
  title: string;
  body: string;
  /** What a click shows; null where it stands for several requests. */
  requestId: RequestId | null;
}

/** How one of a person's own requests came to its end. */
export type Ending = Extract<
  EventPayload<'request.changed'>['what'],
  'completed' | 'failed' | 'rejected' | 'cancelled' | 'expired'
>;

export const ENDINGS: readonly Ending[] = ['completed', 'failed', 'rejected', 'cancelled', 'expired'];

export interface EndedRequest {
  row: RequestRow;
  how: Ending;
}

/** Where notices go, and the number of what waits. */
export interface NoticeBoard {
  show(notice: Notice): void;
  /** Puts right what is on the screen, without another sound; shows nothing that isn't there any more. */
  reword(notice: Notice): void;
  takeBack(key: string): void;
  takeBackAll(): void;
  onWaitingCount(count: number): void;
  /** Has the page show it, which is in front. */
  showInPage(notice: Notice): void;
  /** The window is in front of everything else. */
  isInFront(): boolean;
}
