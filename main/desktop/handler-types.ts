import type { z } from 'zod';
import type { DesktopCallName, DesktopCalls } from '../../shared/contract/desktop-calls';
import type { Result } from '../../shared/contract/problem';

/** One handler for each desktop call; inputs have passed their schema. */
export type DesktopHandlers = {
  [N in DesktopCallName]: (
    input: z.output<DesktopCalls[N]['input']>,
  ) => Promise<Result<z.output<DesktopCalls[N]['output']>>>;
};
