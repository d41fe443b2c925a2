import type { Waiting } from '../../../shared/contract/event-stream';
import type { MemberId, RequestId } from '../../../shared/contract/primitives';
import type { Notice, NoticeBoard } from './notice';
import { wordsForCounts } from './notice-wording';
import type { ToldNotices } from './told-notices';

const KEY = 'signed-out';
const LOOK_EVERY_MS = 15_000;

/** What a server says waits for one person. */
export interface WaitingFor extends Waiting {
  /** As people know it: name and port. */
  server: string;
  member: MemberId;
}

export interface SignedOutCountParts {
  board: NoticeBoard;
  told: ToldNotices;
  isQuiet(): boolean;
}

/**
 * While nobody is signed in: a number, told when it holds a request that its person wasn't told of, and taken back when
 * nothing waits any more.
 */
export class SignedOutCount {
  private waiting: readonly WaitingFor[] = [];
  /** The number on the screen, as far as it was shown. */
  private shown: number | null = null;
  private looking: NodeJS.Timeout | null = null;
  /** What quiet hours held back until its person was signed out. */
  private readonly owed = new Map<MemberId, ReadonlySet<RequestId>>();

  constructor(private readonly parts: SignedOutCountParts) {}

  is(waiting: readonly WaitingFor[]): void {
    const { board } = this.parts;
    this.waiting = waiting;
    board.onWaitingCount(this.count);
    if (this.count === 0) this.takeBack();
    this.look();
  }

  /** These were to be called to mind when quiet hours end, and now nobody is signed in: they are counted then. */
  owes(member: MemberId, requestIds: readonly RequestId[]): void {
    this.owed.set(member, new Set(requestIds));
  }

  /** Somebody signed in, who sees for themselves. */
  stop(): void {
    this.waiting = [];
    this.owed.clear();
    this.look();
    this.takeBack();
  }

  private takeBack(): void {
    this.shown = null;
    this.parts.board.takeBack(KEY);
  }

  private get notice(): Notice {
    return { key: KEY, requestId: null, ...wordsForCounts(this.count, 0) };
  }

  private get count(): number {
    return this.waiting.reduce((sum, { waiting }) => sum + waiting, 0);
  }

  private look(): void {
    const { parts } = this;
    const news = this.news();
    if (news.length > 0 && !parts.isQuiet()) {
      parts.board.show(this.notice);
      this.shown = this.count;
      for (const { member, requestIds } of news) this.note(member, requestIds);
    }
    // Some of it was decided elsewhere.
    if (this.shown !== null && this.shown !== this.count && !parts.isQuiet()) {
      this.shown = this.count;
      parts.board.reword(this.notice);
    }
    // Quiet hours end while nothing happens.
    if (this.looking !== null) clearInterval(this.looking);
    this.looking = this.news().length > 0 ? setInterval(() => this.look(), LOOK_EVERY_MS) : null;
  }

  private note(member: MemberId, requestIds: readonly RequestId[]): void {
    const told = this.parts.told.of(member);
    const owed = this.owed.get(member);
    told.add('waiting', ...requestIds);
    told.add('reminded', ...requestIds.filter((id) => owed?.has(id)));
    this.owed.delete(member);
  }

  /** Whom to tell something, with what they weren't told of yet. */
  private news(): Pick<WaitingFor, 'member' | 'requestIds'>[] {
    return this.waiting
      .map(({ member, requestIds }) => {
        const told = this.parts.told.of(member);
        const owed = this.owed.get(member);
        const unsaid = requestIds.filter((id) => owed?.has(id) || !told.has('waiting', id));
        return { member, requestIds: unsaid };
      })
      .filter(({ requestIds }) => requestIds.length > 0);
  }
}
