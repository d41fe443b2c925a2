import type { z } from 'zod';
import { operations, type OperationName, type Operations } from './operations';
import { desktopCalls, type DesktopCallName, type DesktopCalls } from './desktop-calls';
import { desktopEvents } from './desktop-calls';
import { events } from './events';
import type { Result } from './problem';

type MainOnly = { [N in OperationName]: Operations[N] extends { mainOnly: true } ? N : never }[OperationName];

/** Names the page may call. */
export type CallName = Exclude<OperationName, MainOnly> | DesktopCallName;
type SpecOf<N extends CallName> = N extends OperationName
  ? Operations[N]
  : N extends DesktopCallName
    ? DesktopCalls[N]
    : never;
export type CallInput<N extends CallName> = z.input<SpecOf<N>['input']>;
export type CallOutput<N extends CallName> = z.output<SpecOf<N>['output']>;

const offered = Object.fromEntries(Object.entries(operations).filter(([, spec]) => spec.mainOnly !== true));

/** Everything the page may call, by name: the operations that hold no secret, and the desktop's own calls. */
export const pageCalls: Record<
  string,
  Pick<(typeof operations)[OperationName], 'access' | 'countsAsActivity'> & {
    input: z.ZodType;
    output: z.ZodType;
  }
> = { ...offered, ...desktopCalls };

/** Everything the page may be told. */
export const pageEvents = { ...events, ...desktopEvents } as const;
export type PageEventName = keyof typeof pageEvents;
export type PageEventPayload<N extends PageEventName> = z.output<(typeof pageEvents)[N]>;

/** The whole surface that preload puts on `window.countersign`: two functions (desktop.md). */
export interface Bridge {
  invoke(name: string, input: unknown): Promise<Result<unknown>>;
  subscribe(name: string, listener: (payload: unknown) => void): () => void;
}

export const INVOKE_CHANNEL = 'countersign:invoke';
export const EVENT_CHANNEL = 'countersign:event';
