import type { NotificationPrivacy, Place, Reminder } from '../../../shared/contract/desktop-settings';
import { MOST_WAITING_NAMED } from '../../../shared/contract/event-stream';
import type { EventPayload } from '../../../shared/contract/events';
import type { MemberId, RequestId } from '../../../shared/contract/primitives';
import type { RequestRow } from '../../../shared/contract/requests';
import { isOwnAsShown } from '../../../shared/domain/requests/approvers';
import { ENDINGS, type EndedRequest, type Notice } from './notice';
import { wordsForEnding, wordsForReminder, wordsForWaiting, type Words } from './notice-wording';
import { newsAt, Unanswered, type News } from './news';
import { isDue } from './reminders';
import { DIGEST, StandingDigest } from './standing-digest';
import type { Told } from './told-notices';

type Change = EventPayload<'request.changed'>;

/** So many notices within that time are shown one by one; more become one that counts, in their place. */
const ONE_BY_ONE = 3;
const AT_ONCE_MS = 3000;

export interface Showing {
  now: number;
  /** What somebody at the window in front looks at; null where nobody is. */
  sees: Place | null;
  privacy: NotificationPrivacy;
  /** Quiet hours: nothing is shown, and what came meanwhile is summed up when they are over. */
  quiet: boolean;
}

export interface Decided {
  show: Notice[];
  /** To be shown by the page, to whom it is in front of. */
  inPage: boolean;
  /** Keys of notices that make way for what is shown. */
  takeBack: string[];
  /** When to ask again, in epoch milliseconds, because what is new has to wait. */
  again: number | null;
}

/**
 * Decides, for one session of one person, what the operating system is to show and to take back (desktop.md,
 * Notifications). Each request is announced at most once, whatever happens to it. Pure: time comes in.
 */
export class NoticeDecisions {
  private readonly waiting = new Map<RequestId, RequestRow>();
  /** Everything that waited at some time in this session. */
  private readonly seen = new Set<RequestId>();
  /** Everything of which it was noticed in this session that it expires soon, or has ended. */
  private readonly calledToMind = new Set<RequestId>();
  private readonly ended = new Set<RequestId>();
  private readonly cancelledByMe = new Set<RequestId>();
  private fresh: RequestRow[] = [];
  /** What expires soon and still waits. */
  private due: RequestRow[] = [];
  private endings: EndedRequest[] = [];
  /** What the page showed, and nobody has reacted to yet. */
  private readonly unanswered = new Unanswered();
  /** Notices on the screen, by key, with the requests that keep them there. */
  private readonly shown = new Map<string, Set<RequestId>>();
  private readonly standing = new StandingDigest();
  private oneByOneAt: { at: number; key: string }[] = [];
  private digestAt = Number.NEGATIVE_INFINITY;
  private heldBack = false;

  constructor(
    private readonly me: MemberId,
    private readonly told: Told,
  ) {}

  get waitingCount(): number {
    return this.waiting.size;
  }

  get hasNews(): boolean {
    return this.newsCount > 0;
  }

  /** What was to be called to mind and is held back still: of it the person was told only that it waits. */
  get unsaidReminders(): RequestId[] {
    return [...this.due, ...this.unanswered.due].map(({ id }) => id);
  }

  /** What waited when the session began: in the list, and no news. */
  begin(rows: readonly RequestRow[]): void {
    for (const row of rows) this.startWaiting(row);
    // As many as a server names to a desktop on which nobody is signed in: there they are no news either.
    this.told.add('waiting', ...rows.slice(0, MOST_WAITING_NAMED).map(({ id }) => id));
  }

  /** Looks which of what waits expires soon. Each is called to mind once. */
  remind(reminder: Reminder, now: number): void {
    for (const row of this.waiting.values()) {
      if (!isDue(row, reminder, now) || this.told.has('reminded', row.id)) continue;
      if (this.calledToMind.has(row.id)) continue;
      this.calledToMind.add(row.id);
      // What is announced only now is called to mind by that.
      if (!this.fresh.some(({ id }) => id === row.id)) this.due.push(row);
    }
  }

  /** All that waits now, after grants or policies changed. @returns keys of notices to take back */
  replaceAll(rows: readonly RequestRow[]): string[] {
    const now = new Set(rows.map(({ id }) => id));
    const gone = [...this.waiting.keys()].filter((id) => !now.has(id));
    for (const row of rows) this.noteWaiting(row);
    return gone.flatMap((id) => this.stopWaiting(id));
  }

  /** The person is cancelling a request: nothing they need to be told of. */
  cancelling(id: RequestId): void {
    this.cancelledByMe.add(id);
  }

  /** A notice was clicked or dismissed: it stands for nothing any more. */
  gone(key: string): void {
    this.shown.delete(key);
    if (key === DIGEST) this.standing.gone();
  }

  /** Whether the notice that counts says a number that isn’t so any more. */
  get countsWrong(): boolean {
    return this.standing.isWrong(this.waiting.size);
  }

  /** That notice with the right number, to take its place without another sound. */
  countAnew(): Notice | null {
    return this.standing.putRight(this.waiting.size);
  }

  /** @returns keys of notices to take back */
  changed({ requestId, what, row }: Change): string[] {
    const ending = ENDINGS.find((end) => end === what);
    if (row !== null && ending !== undefined) this.noteEnding({ row, how: ending });
    if (row === null || ending !== undefined || !row.canDecide) return this.stopWaiting(requestId);
    this.noteWaiting(row);
    return [];
  }

  /** What to show now of all that is new. */
  show({ now, sees, privacy, quiet }: Showing): Decided {
    const inPage = sees !== null;
    const nothing = { show: [], inPage, takeBack: [], again: null };
    if (sees !== null) this.toldAlready(newsAt(sees, this.news));
    if (!this.hasNews) {
      this.heldBack = false;
      return nothing;
    }
    if (quiet) {
      this.heldBack = true;
      return nothing;
    }
    const digestMayCome = this.digestAt + AT_ONCE_MS;
    if (now < digestMayCome) return { ...nothing, again: digestMayCome };
    const { news } = this;
    const decided = this.showNow(privacy, now, inPage);
    if (inPage) this.unanswered.add({ at: now, keys: decided.show.map(({ key }) => key), ...news });
    else this.noteTold(news);
    return decided;
  }

  /**
   * Looks what became of what the page showed. Whoever touched app or system since has seen it; where nobody did for a
   * while it is news again, for the desktop to show.
   * @param idleMs how long nobody has touched anything
   * @returns keys of notices to take back
   */
  lookAfter(now: number, idleMs: number): string[] {
    const { seen, missed } = this.unanswered.sort(now, idleMs);
    for (const news of seen) this.noteTold(news);
    for (const { keys, fresh, due, endings } of missed) {
      for (const key of keys) this.gone(key);
      this.fresh.push(...fresh);
      this.due.push(...due);
      this.endings.push(...endings);
    }
    return missed.flatMap(({ keys }) => keys);
  }

  private showNow(privacy: NotificationPrivacy, now: number, inPage: boolean): Decided {
    this.oneByOneAt = this.oneByOneAt.filter(({ at }) => now - at < AT_ONCE_MS);
    if (!this.heldBack && privacy !== 'count-only' && this.oneByOneAt.length + this.newsCount <= ONE_BY_ONE) {
      const show = this.oneByOne(privacy, now);
      this.oneByOneAt.push(...show.map(({ key }) => ({ at: now, key })));
      return { show, inPage, takeBack: [], again: null };
    }
    this.digestAt = now;
    this.heldBack = false;
    const replaced = this.oneByOneAt.flatMap(({ key }) => (this.shown.has(key) ? [key] : []));
    this.oneByOneAt = [];
    return { show: [this.digest(privacy, replaced)], inPage, takeBack: replaced, again: null };
  }

  private noteWaiting(row: RequestRow): void {
    const isNew = !this.seen.has(row.id) && !this.told.has('waiting', row.id);
    this.startWaiting(row);
    if (isNew) this.fresh.push(row);
  }

  private startWaiting(row: RequestRow): void {
    this.waiting.set(row.id, row);
    this.seen.add(row.id);
  }

  private stopWaiting(id: RequestId): string[] {
    this.waiting.delete(id);
    // What was held back all along is news when it waits again.
    if (this.fresh.some((row) => row.id === id)) this.seen.delete(id);
    if (this.due.some((row) => row.id === id)) this.calledToMind.delete(id);
    this.fresh = this.fresh.filter((row) => row.id !== id);
    this.due = this.due.filter((row) => row.id !== id);
    this.noteTold(this.unanswered.without(id));
    this.standing.stopWaiting(id);
    const gone: string[] = [];
    for (const [key, requests] of this.shown) {
      if (!requests.delete(id) || requests.size > 0) continue;
      this.gone(key);
      gone.push(key);
    }
    return gone;
  }

  private noteEnding(ended: EndedRequest): void {
    const { id, createdAt, endedAt } = ended.row;
    // What ends as it begins was completed by its initiator's own hand.
    const isNews = isOwnAsShown(ended.row, this.me) && endedAt !== createdAt && !this.cancelledByMe.has(id);
    if (!isNews || this.ended.has(id) || this.told.has('ended', id)) return;
    this.ended.add(id);
    this.endings.push(ended);
  }

  private oneByOne(privacy: NotificationPrivacy, now: number): Notice[] {
    const about = (row: RequestRow, words: Words): Notice => {
      const key = `waiting:${row.id}`;
      this.shown.set(key, new Set([row.id]));
      return { key, requestId: row.id, ...words };
    };
    const waiting = this.fresh.map((row) => about(row, wordsForWaiting(row, privacy)));
    const due = this.due.map((row) => about(row, wordsForReminder(row, privacy, now)));
    const ended = this.endings.map((each): Notice => ({
      key: `ended:${each.row.id}`,
      requestId: each.row.id,
      ...wordsForEnding(each, privacy),
    }));
    this.forgetNews();
    return [...waiting, ...due, ...ended];
  }

  /** One for all that is new. Where only counts may be told it counts everything that waits, new or not. */
  private digest(privacy: NotificationPrivacy, replaced: readonly string[]): Notice {
    const { fresh, due, endings } = this;
    this.forgetNews();
    const requests = new Set([
      ...this.standing.waiting,
      ...replaced.flatMap((key) => [...(this.shown.get(key) ?? [])]),
      ...[...fresh, ...due].map(({ id }) => id),
    ]);
    for (const key of replaced) this.shown.delete(key);
    const all = [...fresh, ...due, ...endings.map(({ row }) => row)];
    const [only] = all.length === 1 && requests.size <= 1 ? all : [];
    // With endings in it, it stays until it was read; else it goes with the last request it stands for.
    if (endings.length === 0) this.shown.set(DIGEST, requests);
    else this.shown.delete(DIGEST);
    const said = {
      waiting: new Set(requests),
      expiring: new Set(due.map(({ id }) => id)),
      endings: endings.length,
      countsAll: privacy === 'count-only',
    };
    return { key: DIGEST, requestId: only?.id ?? null, ...this.standing.say(said, this.waiting.size) };
  }

  private get newsCount(): number {
    return this.fresh.length + this.due.length + this.endings.length;
  }

  private get news(): News {
    const { fresh, due, endings } = this;
    return { fresh, due, endings };
  }

  private forgetNews(): void {
    this.fresh = [];
    this.due = [];
    this.endings = [];
  }

  /** It happens before the person's eyes. */
  private toldAlready(news: News): void {
    this.noteTold(news);
    this.fresh = this.fresh.filter((row) => !news.fresh.includes(row));
    this.due = this.due.filter((row) => !news.due.includes(row));
    this.endings = this.endings.filter((ended) => !news.endings.includes(ended));
  }

  /** It was shown, or seen. What is held back, or lies unseen in the page, counts as told to nobody. */
  private noteTold({ fresh, due, endings }: News): void {
    const waiting = fresh.map(({ id }) => id);
    const reminded = [...fresh, ...due].flatMap(({ id }) => (this.calledToMind.has(id) ? [id] : []));
    this.told.add('waiting', ...waiting);
    this.told.add('reminded', ...reminded);
    this.told.add('ended', ...endings.map(({ row }) => row.id));
  }
}
