/** After a loss the server tells again from the last event that arrived: what overlaps is at most this far back. */
const MOST = 2000;

/** Remembers the latest events by their ids. */
export class SeenIds {
  readonly #ids = new Set<string>();

  clear(): void {
    this.#ids.clear();
  }

  /** @returns false where it was there already */
  add(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > MOST && oldest !== undefined) this.#ids.delete(oldest);
    return true;
  }
}
