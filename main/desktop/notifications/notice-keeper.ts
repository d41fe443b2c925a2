import type { NotificationPrivacy } from '../../../shared/contract/desktop-calls';
import type { AnyEvent } from '../../../shared/contract/events';
import type { MemberId, RequestId } from '../../../shared/contract/primitives';
import type { RequestRow } from '../../../shared/contract/requests';
import type { OutputOf, RawInputOf } from '../../../shared/contract/operations';
import type { Result } from '../../../shared/contract/problem';
import type { Notice } from './notice';
import { NoticeDecisions } from './notice-decisions';

/** So long events are gathered, so that what one command did is told together. */
const GATHER_MS = 50;
/** After grants or policies changed everything is asked for again, at most this often. */
const RELOAD_EVERY_MS = 2000;
/** Beyond this many the count is no news any more. */
const MOST_PAGES = 25;
const PAGE = 200;

/** Where notices go, and the number of what waits. */
export interface NoticeBoard {
  show(notice: Notice): void;
  takeBack(key: string): void;
  takeBackAll(): void;
  onWaitingCount(count: number): void;
  /** The window is in front, and the person with it. */
  isAttended(): boolean;
}

export interface NoticeParts {
  board: NoticeBoard;
  /** Asks the engine with the session of the person who is signed in; null where nobody is. */
  list(input: RawInputOf<'requests.list'>): Promise<Result<OutputOf<'requests.list'>> | null>;
  now(): number;
  privacy(): NotificationPrivacy;
  logBug(what: string, error: unknown): void;
}

interface Watch {
  readonly me: MemberId;
  readonly decisions: NoticeDecisions;
  /** Events that came before it was known what waited already; null once that is known. */
  early: AnyEvent[] | null;
  showTimer: NodeJS.Timeout | null;
  reloadTimer: NodeJS.Timeout | null;
}

/** Follows the events of one session and shows what has to be shown. While nobody is signed in it shows nothing. */
export class NoticeKeeper {
  private watch: Watch | null = null;

  constructor(private readonly parts: NoticeParts) {}

  /** Somebody is signed in; saying it again changes nothing. */
  signedIn(me: MemberId): void {
    if (this.watch?.me === me) return;
    this.signedOut();
    const watch: Watch = {
      me,
      decisions: new NoticeDecisions(me),
      early: [],
      showTimer: null,
      reloadTimer: null,
    };
    this.watch = watch;
    void this.load(watch).then((rows) => {
      if (this.watch !== watch) return;
      watch.decisions.begin(rows);
      const { early } = watch;
      watch.early = null;
      this.tellCount(watch);
      for (const event of early ?? []) this.event(event);
    });
  }

  /** Nothing of what was shown stays on a screen that is nobody's now. */
  signedOut(): void {
    const { watch } = this;
    if (watch === null) return;
    this.watch = null;
    if (watch.showTimer !== null) clearTimeout(watch.showTimer);
    if (watch.reloadTimer !== null) clearTimeout(watch.reloadTimer);
    this.parts.board.takeBackAll();
    this.parts.board.onWaitingCount(0);
  }

  /** The page is about to cancel a request. */
  cancelling(id: RequestId): void {
    this.watch?.decisions.cancelling(id);
  }

  /** A notice is off the screen without having been taken back. */
  gone(key: string): void {
    this.watch?.decisions.gone(key);
  }

  event(event: AnyEvent): void {
    const { watch } = this;
    if (watch === null) return;
    if (watch.early !== null) {
      watch.early.push(event);
    } else if (event.name === 'request.changed') {
      this.takeBack(watch.decisions.changed(event.payload));
      this.tellCount(watch);
      this.showSoon(watch, GATHER_MS);
    } else if (event.name === 'access.changed' || event.name === 'policy.changed') {
      this.reloadSoon(watch);
    }
  }

  private reloadSoon(watch: Watch): void {
    watch.reloadTimer ??= setTimeout(() => {
      watch.reloadTimer = null;
      void this.load(watch).then((rows) => {
        if (this.watch !== watch) return;
        this.takeBack(watch.decisions.replaceAll(rows));
        this.tellCount(watch);
        this.showSoon(watch, 0);
      });
    }, RELOAD_EVERY_MS);
  }

  private showSoon(watch: Watch, milliseconds: number): void {
    if (!watch.decisions.hasNews) return;
    watch.showTimer ??= setTimeout(() => {
      watch.showTimer = null;
      this.show(watch);
    }, milliseconds);
  }

  private show(watch: Watch): void {
    const { parts } = this;
    const now = parts.now();
    const decided = watch.decisions.show({
      now,
      attended: parts.board.isAttended(),
      privacy: parts.privacy(),
    });
    this.takeBack(decided.takeBack);
    for (const notice of decided.show) parts.board.show(notice);
    if (decided.again !== null) this.showSoon(watch, Math.max(0, decided.again - now));
  }

  private takeBack(keys: readonly string[]): void {
    for (const key of keys) this.parts.board.takeBack(key);
  }

  private tellCount({ decisions }: Watch): void {
    this.parts.board.onWaitingCount(decisions.waitingCount);
  }

  /** Everything that waits for this person; what was read when it can't all be read. */
  private async load(watch: Watch): Promise<RequestRow[]> {
    const rows: RequestRow[] = [];
    try {
      let cursor: string | null = null;
      for (let page = 0; page < MOST_PAGES && this.watch === watch; page += 1) {
        const listed: Awaited<ReturnType<NoticeParts['list']>> = await this.parts.list({
          view: 'mine-to-decide',
          limit: PAGE,
          ...(cursor === null ? {} : { cursor }),
        });
        if (listed?.ok !== true) break;
        rows.push(...listed.value.items);
        cursor = listed.value.nextCursor;
        if (cursor === null) break;
      }
    } catch (error) {
      this.parts.logBug('reading what waits', error);
    }
    return rows;
  }
}
