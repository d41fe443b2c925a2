import type { NotificationSettings, Place } from '../../../shared/contract/desktop-settings';
import type { AnyEvent } from '../../../shared/contract/events';
import type { MemberId, RequestId } from '../../../shared/contract/primitives';
import type { RequestRow } from '../../../shared/contract/requests';
import type { OutputOf, RawInputOf } from '../../../shared/contract/operations';
import type { Result } from '../../../shared/contract/problem';
import { ENDINGS, type NoticeBoard } from './notice';
import { AWAY_MS } from './news';
import { NoticeDecisions } from './notice-decisions';
import { OwnPending } from './own-pending';
import { isQuiet } from './quiet-hours';
import { SignedOutCount, type WaitingFor } from './signed-out-count';
import type { ToldNotices } from './told-notices';

/** So long events are gathered, so that what one command did is told together. */
const GATHER_MS = 50;
/** After grants or policies changed everything is asked for again, at most this often. */
const RELOAD_EVERY_MS = 2000;
/** How often it is looked whether quiet hours are over, or something expires soon. Short, since timers don't count sleep. */
const LOOK_EVERY_MS = 15_000;
/** Beyond this many the count is no news any more. */
const MOST_PAGES = 25;
const PAGE = 200;

export interface NoticeParts {
  board: NoticeBoard;
  /** Asks the engine with the session of the person who is signed in; null where nobody is. */
  list(input: RawInputOf<'requests.list'>): Promise<Result<OutputOf<'requests.list'>> | null>;
  /** One request as it is now, for the same person; null where it can't be had. */
  find(id: RequestId): Promise<RequestRow | null>;
  now(): number;
  /** How long nobody has touched app or system. */
  idleMs(): number;
  settings(): NotificationSettings;
  told: ToldNotices;
  logBug(what: string, error: unknown): void;
}

interface Watch {
  readonly me: MemberId;
  readonly decisions: NoticeDecisions;
  readonly own: OwnPending;
  /** Events that come while it is being read what waits; null once that is known. */
  early: AnyEvent[] | null;
  /** To be read once more, because something may have been missed meanwhile. */
  again: boolean;
  showTimer: NodeJS.Timeout | null;
  reloadTimer: NodeJS.Timeout | null;
  readonly looking: NodeJS.Timeout;
}

/** Each list as it was read, null where it couldn't be. */
interface WhatIsPending {
  waiting: RequestRow[] | null;
  own: RequestRow[] | null;
}

/** Follows the events of one session and shows what has to be shown; while nobody is signed in, a count at most. */
export class NoticeKeeper {
  private watch: Watch | null = null;
  private place: Place = { view: null, requestId: null };
  private readonly signedOutCount: SignedOutCount;

  constructor(private readonly parts: NoticeParts) {
    this.signedOutCount = new SignedOutCount({ ...parts, isQuiet: () => this.isQuiet() });
  }

  /** Somebody is signed in; saying it again changes nothing. */
  signedIn(me: MemberId): void {
    if (this.watch?.me === me) return;
    this.signedOut();
    this.signedOutCount.stop();
    const watch: Watch = {
      me,
      decisions: new NoticeDecisions(me, this.parts.told.of(me)),
      own: new OwnPending(me),
      early: [],
      again: false,
      showTimer: null,
      reloadTimer: null,
      looking: setInterval(() => this.look(watch), LOOK_EVERY_MS),
    };
    this.watch = watch;
    void this.read(watch, ({ waiting, own }) => {
      watch.decisions.begin(waiting ?? []);
      watch.own.replaceAll(own ?? []);
      this.tellCount(watch);
    }).then(() => this.look(watch));
  }

  /** Nothing of what was shown stays on a screen that is nobody's now. */
  signedOut(): void {
    const { watch } = this;
    if (watch === null) return;
    this.watch = null;
    if (watch.showTimer !== null) clearTimeout(watch.showTimer);
    if (watch.reloadTimer !== null) clearTimeout(watch.reloadTimer);
    clearInterval(watch.looking);
    watch.decisions.lookAfter(this.parts.now(), this.parts.idleMs());
    this.signedOutCount.owes(watch.me, watch.decisions.unsaidReminders);
    this.parts.board.takeBackAll();
    this.parts.board.onWaitingCount(0);
  }

  /** Servers say how much waits for the people whose device this is, while nobody is signed in. */
  waitingWhileSignedOut(waiting: readonly WaitingFor[]): void {
    if (this.watch === null) this.signedOutCount.is(waiting);
  }

  /** Nothing goes on after this. */
  stop(): void {
    this.signedOut();
    this.signedOutCount.stop();
  }

  /** The page is about to cancel a request. */
  cancelling(id: RequestId): void {
    this.watch?.decisions.cancelling(id);
  }

  /** The page shows something else now. */
  looksAt(place: Place): void {
    this.place = place;
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
      watch.own.follow(event.payload);
      this.takeBack(watch.decisions.changed(event.payload));
      this.tellCount(watch);
      this.showSoon(watch, GATHER_MS);
    } else if (event.name === 'access.changed' || event.name === 'policy.changed') {
      this.reloadSoon(watch);
    }
  }

  /** Something may have been missed: the connection to the server was lost for a while. */
  recount(): void {
    const { watch } = this;
    if (watch === null) return;
    if (watch.early === null) void this.reload(watch);
    else watch.again = true;
  }

  private reloadSoon(watch: Watch): void {
    watch.reloadTimer ??= setTimeout(() => {
      watch.reloadTimer = null;
      this.recount();
    }, RELOAD_EVERY_MS);
  }

  private async reload(watch: Watch): Promise<void> {
    watch.early = [];
    const ended: RequestId[] = [];
    await this.read(watch, ({ waiting, own }) => {
      if (waiting !== null) this.takeBack(watch.decisions.replaceAll(waiting));
      if (own !== null) ended.push(...watch.own.replaceAll(own));
      this.tellCount(watch);
    });
    for (const id of ended) {
      const row = await this.find(id);
      if (this.watch !== watch) return;
      const what = ENDINGS.find((one) => one === row?.status);
      if (what !== undefined) this.takeBack(watch.decisions.changed({ requestId: id, what, row }));
    }
    this.showSoon(watch, 0);
  }

  /** Reads what is pending, gives it on, and then what happened meanwhile. */
  private async read(watch: Watch, take: (read: WhatIsPending) => void): Promise<void> {
    const waiting = await this.load(watch, { view: 'mine-to-decide' });
    const own = await this.load(watch, { view: 'initiated-by-me', status: 'pending' });
    if (this.watch !== watch) return;
    const early = watch.early ?? [];
    watch.early = null;
    take({ waiting, own });
    for (const event of early) this.event(event);
    if (!watch.again) return;
    watch.again = false;
    await this.reload(watch);
  }

  /** Whatever time itself brings: a request that expires soon, the end of quiet hours. */
  private look(watch: Watch): void {
    if (this.watch !== watch || watch.early !== null) return;
    const { parts } = this;
    watch.decisions.remind(parts.settings().reminder, parts.now());
    if (!this.isQuiet()) this.takeBack(watch.decisions.lookAfter(parts.now(), parts.idleMs()));
    this.showSoon(watch, 0);
  }

  private isQuiet(): boolean {
    return isQuiet(this.parts.now(), this.parts.settings().quietHours);
  }

  private showSoon(watch: Watch, milliseconds: number): void {
    if (!watch.decisions.hasNews && !watch.decisions.countsWrong) return;
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
      sees: parts.board.isInFront() && parts.idleMs() < AWAY_MS ? this.place : null,
      privacy: parts.settings().privacy,
      quiet: this.isQuiet(),
    });
    this.takeBack(decided.takeBack);
    for (const notice of decided.show) {
      if (decided.inPage) parts.board.showInPage(notice);
      else parts.board.show(notice);
    }
    const right = this.isQuiet() ? null : watch.decisions.countAnew();
    if (right !== null) parts.board.reword(right);
    if (decided.again !== null) this.showSoon(watch, Math.max(0, decided.again - now));
  }

  private takeBack(keys: readonly string[]): void {
    for (const key of keys) this.parts.board.takeBack(key);
  }

  private tellCount({ decisions }: Watch): void {
    this.parts.board.onWaitingCount(decisions.waitingCount);
  }

  private async find(id: RequestId): Promise<RequestRow | null> {
    try {
      return await this.parts.find(id);
    } catch (error) {
      this.parts.logBug('reading a request', error);
      return null;
    }
  }

  /** Every row of a list; null where it can't be read. */
  private async load(
    watch: Watch,
    wanted: Pick<RawInputOf<'requests.list'>, 'view' | 'status'>,
  ): Promise<RequestRow[] | null> {
    const rows: RequestRow[] = [];
    try {
      let cursor: string | null = null;
      for (let page = 0; page < MOST_PAGES && this.watch === watch; page += 1) {
        const listed: Awaited<ReturnType<NoticeParts['list']>> = await this.parts.list({
          ...wanted,
          limit: PAGE,
          ...(cursor === null ? {} : { cursor }),
        });
        if (listed?.ok !== true) return null;
        rows.push(...listed.value.items);
        cursor = listed.value.nextCursor;
        if (cursor === null) break;
      }
    } catch (error) {
      this.parts.logBug('reading what is pending', error);
      return null;
    }
    return rows;
  }
}
