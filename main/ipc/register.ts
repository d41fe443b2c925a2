import { INVOKE_CHANNEL } from '../../shared/contract/bridge';
import { problem, type Result } from '../../shared/contract/problem';
import { dispatch, type CallDoors } from './dispatch';
import { isOwnTopFrame, type OwnPage, type Sender } from './sender';

/** The one method of Electron's ipcMain that is used. */
export interface InvokeChannel {
  handle(channel: string, listener: (event: Sender, ...args: unknown[]) => Promise<Result<unknown>>): void;
}

/** Opens the page's one door: sender first, then the dispatcher. */
export function registerCalls(ipc: InvokeChannel, ownPage: () => OwnPage | null, doors: CallDoors): void {
  ipc.handle(INVOKE_CHANNEL, async (event, name, input) => {
    if (!isOwnTopFrame(event, ownPage())) {
      return { ok: false, problem: problem('permission_denied', 'This page may not call the application.') };
    }
    return await dispatch(doors, name, input);
  });
}
