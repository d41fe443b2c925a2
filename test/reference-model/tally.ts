import type { Heard } from './heard';
import type { Command } from './model/perform';
import type { Request } from './model/state';

/** How often each command ended how: a run that never meets a rule proves nothing about it. */
export class Tally {
  readonly counts = new Map<string, number>();
  commands = 0;

  count(command: Command, heard: Heard): void {
    this.commands += 1;
    const name = 'operation' in command ? command.operation : command.kind;
    const asked = command.kind === 'dry-run' ? `dry-run of ${name}` : name;
    const outcome = !heard.ok
      ? heard.code
      : 'request' in heard
        ? (heard.request.failure ?? heard.request.status)
        : 'outcome' in heard
          ? heard.outcome
          : 'ok';
    this.#add(`${asked}: ${outcome}`);
    if (command.kind === 'initiate-with-key' && heard.ok) this.#add(`by key: ${command.operation}`);
    if (!heard.ok) this.#add(`refused: ${heard.code}`);
    for (const condition of heard.ok ? [] : heard.missing) this.#add(`missing: ${condition}`);
    if (heard.ok && 'request' in heard && command.kind === 'initiate')
      this.#add(`because: ${heard.request.queuedBecause ?? 'nothing'}`);
  }

  /** Requests that came to their end in between, and the operations that took effect. */
  countEnds(before: readonly Request[], after: readonly Request[]): void {
    for (const r of after) {
      const was = before.find((b) => b.id === r.id)?.status;
      if (was === r.status) continue;
      if (r.status !== 'pending') this.#add(`ended: ${r.status}`);
      if (r.status === 'completed') this.#add(`effect: ${r.operation}`);
    }
  }

  #add(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  has(what: string): boolean {
    return this.counts.has(what);
  }

  toString(): string {
    return [...this.counts]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([what, count]) => `${String(count).padStart(7)}  ${what}`)
      .join('\n');
  }
}
