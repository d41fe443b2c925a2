import type { NoticeBoard } from './notice';
import { wordsForCounts } from './notice-wording';

const KEY = 'signed-out';
const LOOK_EVERY_MS = 15_000;

export interface SignedOutCountParts {
  board: NoticeBoard;
  isQuiet(): boolean;
}

/** While nobody is signed in: a number, told when it grows, taken back when nothing waits any more. */
export class SignedOutCount {
  private waiting = 0;
  private isNews = false;
  private looking: NodeJS.Timeout | null = null;

  constructor(private readonly parts: SignedOutCountParts) {}

  is(count: number): void {
    const { board } = this.parts;
    if (count > this.waiting) this.isNews = true;
    this.waiting = count;
    board.onWaitingCount(count);
    if (count === 0) {
      this.isNews = false;
      board.takeBack(KEY);
    }
    this.look();
  }

  /** Somebody signed in, who sees for themselves. */
  stop(): void {
    this.waiting = 0;
    this.isNews = false;
    this.look();
    this.parts.board.takeBack(KEY);
  }

  private look(): void {
    const { parts } = this;
    if (this.isNews && !parts.isQuiet()) {
      this.isNews = false;
      parts.board.show({ key: KEY, requestId: null, ...wordsForCounts(this.waiting, 0) });
    }
    // Quiet hours end while nothing happens.
    if (this.looking !== null) clearInterval(this.looking);
    this.looking = this.isNews ? setInterval(() => this.look(), LOOK_EVERY_MS) : null;
  }
}
