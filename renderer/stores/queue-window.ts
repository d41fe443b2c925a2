import type { RequestRow } from '../../shared/contract/requests';
import type { RequestId } from '../../shared/contract/primitives';

/** At most this many rows are held; the rest is fetched again when it is scrolled to. */
export const MAX_ROWS = 2000;
export const PAGE_SIZE = 100;

/** One page of the keyset: the cursor it was fetched with, and its rows. */
export interface QueuePage {
  cursor: string | null;
  rows: readonly RequestRow[];
}

/** A window over keyset pages. `before` are the cursors of pages that were let go above it, nearest last. */
export interface QueueWindow {
  before: readonly (string | null)[];
  pages: readonly QueuePage[];
  nextCursor: string | null;
}
export const emptyWindow: QueueWindow = { before: [], pages: [], nextCursor: null };

const countOf = (pages: readonly QueuePage[]): number =>
  pages.reduce((sum, page) => sum + page.rows.length, 0);

/** Adds the page below; lets go of pages at the top when there are too many rows. */
export function withPageBelow(window: QueueWindow, page: QueuePage, nextCursor: string | null): QueueWindow {
  let pages = [...window.pages, page];
  const before = [...window.before];
  while (pages.length > 1 && countOf(pages) > MAX_ROWS) {
    const [gone, ...rest] = pages;
    if (gone) before.push(gone.cursor);
    pages = rest;
  }
  return { before, pages, nextCursor };
}

/** Puts the nearest page above back; lets go of pages at the bottom when there are too many rows. */
export function withPageAbove(window: QueueWindow, page: QueuePage): QueueWindow {
  let pages = [page, ...window.pages];
  let { nextCursor } = window;
  while (pages.length > 1 && countOf(pages) > MAX_ROWS) {
    nextCursor = pages.at(-1)?.cursor ?? null;
    pages = pages.slice(0, -1);
  }
  return { before: window.before.slice(0, -1), pages, nextCursor };
}

/** Every row of the window, once: a row that moved between two fetches stays where it was seen first. */
export function rowsOf(window: QueueWindow): RequestRow[] {
  const seen = new Set<RequestId>();
  const rows: RequestRow[] = [];
  for (const page of window.pages) {
    for (const row of page.rows) {
      if (seen.has(row.id)) continue;
      seen.add(row.id);
      rows.push(row);
    }
  }
  return rows;
}

/** Replaces a row where it stands. Gives the same window when it isn't in it. */
export function withRow(window: QueueWindow, row: RequestRow): QueueWindow {
  const isIn = window.pages.some((page) => page.rows.some((one) => one.id === row.id));
  if (!isIn) return window;
  const pages = window.pages.map((page) => ({
    ...page,
    rows: page.rows.map((one) => (one.id === row.id ? row : one)),
  }));
  return { ...window, pages };
}

export function withoutRow(window: QueueWindow, id: RequestId): QueueWindow {
  const pages = window.pages.map((page) => ({ ...page, rows: page.rows.filter((row) => row.id !== id) }));
  return { ...window, pages };
}

/** Puts a new row at the top of the first page, if that page is held. */
export function withNewRow(window: QueueWindow, row: RequestRow): QueueWindow {
  const [first, ...rest] = window.pages;
  if (!first || window.before.length > 0) return window;
  return { ...window, pages: [{ ...first, rows: [row, ...first.rows] }, ...rest] };
}
