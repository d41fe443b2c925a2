import { INVOKE_CHANNEL } from '../../shared/contract/bridge';
import type { InvokeChannel } from './register';

type Listener = Parameters<InvokeChannel['handle']>[1];

/**
 * Takes the page's calls from the first moment on and holds them until there is somebody to answer. So the page may
 * start while everything behind the window is still being loaded, and no call is lost between the two.
 */
export class EarlyCalls implements InvokeChannel {
  #answerWith: (listener: Listener) => void = () => undefined;

  constructor(ipc: InvokeChannel) {
    const ready = new Promise<Listener>((resolve) => (this.#answerWith = resolve));
    ipc.handle(INVOKE_CHANNEL, async (event, ...input) => (await ready)(event, ...input));
  }

  handle(_channel: string, listener: Listener): void {
    this.#answerWith(listener);
  }
}
