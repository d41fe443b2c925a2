import { beforeEach } from 'vitest';

/**
 * Makes what a file's tests share, in its first test. What runs before all of them belongs to none: of a mutation that
 * only this meets, nobody would know which tests to ask (`npm run mutate`).
 */
export function beforeTheFirst(make: () => Promise<void>): void {
  let made: Promise<void> | null = null;
  beforeEach(() => (made ??= make()));
}
