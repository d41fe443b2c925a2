import { fault, type Refusal } from '../../../shared/domain/refusal';

export const DEFAULT_LIMIT = 50;

/** Cursors are opaque to callers: numbers, packed. */
export function packCursor(values: readonly number[]): string {
  return Buffer.from(values.join(':')).toString('base64url');
}

/** The `count` numbers of a cursor that `packCursor` made; refuses anything else. */
export function unpackCursor(cursor: string, count: number): number[] | Refusal {
  const values = Buffer.from(cursor, 'base64url').toString('utf8').split(':').map(Number);
  return values.length === count && values.every(Number.isSafeInteger)
    ? values
    : fault('cursor', 'not a cursor of this list');
}

/** A cursor of a moment and an id, for lists in which many entries may share a moment. */
export function packMoment({ at, id }: { at: number; id: string }): string {
  return Buffer.from(`${at}:${id}`).toString('base64url');
}

export function unpackMoment(cursor: string): { at: number; id: string } | Refusal {
  const [at = '', id = '', ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split(':');
  return at !== '' && Number.isSafeInteger(Number(at)) && id !== '' && rest.length === 0
    ? { at: Number(at), id }
    : fault('cursor', 'not a cursor of this list');
}

/** One page of a list that is held in memory; its cursor is a position. */
export function pageOf<T>(
  all: readonly T[],
  { cursor, limit = DEFAULT_LIMIT }: { cursor?: string | undefined; limit?: number | undefined },
): { items: T[]; nextCursor: string | null } | Refusal {
  const [start = 0] = cursor === undefined ? [0] : ([unpackCursor(cursor, 1)].flat() as [number | Refusal]);
  if (typeof start !== 'number') return start;
  if (start < 0) return fault('cursor', 'not a cursor of this list');
  const end = start + limit;
  return { items: all.slice(start, end), nextCursor: end < all.length ? packCursor([end]) : null };
}
