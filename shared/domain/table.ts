/**
 * A map that can be forked: changes made to a fork stay in the fork until `merge` writes them into its base. Deciding
 * works on a fork, so that a refusal, a dry run or a failed commit changes nothing, at a cost that grows with the
 * changes and not with the organization.
 */
export class Table<K, V> {
  readonly #own = new Map<K, V>();
  /** Made when it is needed: most forks take nothing away. */
  #gone: Set<K> | null = null;
  readonly #base: Table<K, V> | null;

  constructor(base: Table<K, V> | null = null) {
    this.#base = base;
  }

  get(key: K): V | undefined {
    if (this.#own.has(key)) return this.#own.get(key);
    return this.#gone?.has(key) === true ? undefined : this.#base?.get(key);
  }

  set(key: K, value: V): void {
    this.#gone?.delete(key);
    this.#own.set(key, value);
  }

  delete(key: K): void {
    this.#own.delete(key);
    if (this.#base) (this.#gone ??= new Set()).add(key);
  }

  *values(): Generator<V> {
    yield* this.#own.values();
    if (!this.#base) return;
    if (this.#own.size === 0 && this.#gone === null) {
      yield* this.#base.values();
      return;
    }
    for (const [key, value] of this.#base.entries())
      if (!this.#own.has(key) && this.#gone?.has(key) !== true) yield value;
  }

  *entries(): Generator<[K, V]> {
    yield* this.#own.entries();
    if (!this.#base) return;
    for (const [key, value] of this.#base.entries())
      if (!this.#own.has(key) && this.#gone?.has(key) !== true) yield [key, value];
  }

  fork(): Table<K, V> {
    return new Table(this);
  }

  /** What this fork changed, as it stands now. */
  changes(): IterableIterator<[K, V]> {
    return this.#own.entries();
  }

  merge(): void {
    if (!this.#base) return;
    for (const key of this.#gone ?? []) this.#base.delete(key);
    for (const [key, value] of this.#own) this.#base.set(key, value);
  }
}
