/** Reads choices off a list of numbers that fast-check makes and shrinks: the smaller they are, the plainer the choice. */
export class Picker {
  #at = 0;
  constructor(private readonly numbers: readonly number[]) {}

  below(limit: number): number {
    const number = this.numbers[this.#at % this.numbers.length] ?? 0;
    // A second round over the same numbers must not repeat the first.
    const round = Math.floor(this.#at / this.numbers.length);
    this.#at += 1;
    return (number + round * 7) % Math.max(1, limit);
  }

  /** True in that share of cases; false for the smallest number. */
  chance(percent: number): boolean {
    return this.below(100) >= 100 - percent;
  }

  one<T>(list: readonly T[]): T | null {
    return list[this.below(list.length)] ?? null;
  }

  /** Mostly from the first list, where it has anything. */
  mostly<T>(likely: readonly T[], all: readonly T[]): T | null {
    const anyOfAll = this.chance(15);
    return this.one(anyOfAll || likely.length === 0 ? all : likely);
  }
}
