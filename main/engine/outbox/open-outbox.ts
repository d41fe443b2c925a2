import type { DomainEvent } from '../../../shared/domain/events';
import type { Journal } from '../journal';
import type { EngineOptions } from '../options';
import type { Later } from './executor';
import { Outbox } from './outbox';

const laterByTimer: Later = (ms, run) => {
  const timer = setTimeout(run, ms);
  timer.unref();
  return () => clearTimeout(timer);
};

export function hasExecutor({ executor }: EngineOptions): boolean {
  return executor !== undefined && executor !== null;
}

/** The outbox where an executor was given; without one the built-in ledger carries everything out at once. */
export function outboxFor({ executor, later, log }: EngineOptions, journal: Journal): Outbox | null {
  if (!executor) return null;
  return new Outbox({
    journal,
    executor,
    later: later ?? laterByTimer,
    log: (message, detail) => log?.(message, detail),
  });
}

export function authorizes(events: readonly DomainEvent[]): boolean {
  return events.some(({ type }) => type === 'request.authorized');
}
