import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, EVENT_CHANNEL, INVOKE_CHANNEL } from '../shared/contract/bridge';
import type { Problem, Result } from '../shared/contract/problem';

// Typed by the contract, not imported from it: a value import would pull every schema into this sandboxed script.
const invokeChannel: typeof INVOKE_CHANNEL = 'countersign:invoke';
const eventChannel: typeof EVENT_CHANNEL = 'countersign:event';

const unreachable: Problem = {
  type: 'urn:countersign:problem:unavailable',
  title: 'Not available now',
  status: 503,
  code: 'unavailable',
  detail: 'The application could not take this request.',
};

/** Who on the page listens to what. One listener of ours stands for them all: Electron warns of an eleventh. */
const listeners = new Map<unknown, Set<(payload: unknown) => void>>();
ipcRenderer.on(eventChannel, (_event, name: unknown, payload: unknown) => {
  for (const listener of [...(listeners.get(name) ?? [])]) listener(payload);
});

const bridge: Bridge = {
  invoke: async (name, input) => {
    try {
      return (await ipcRenderer.invoke(invokeChannel, name, input)) as Result<unknown>;
    } catch {
      // Input that can't be cloned, or main going down: the page gets a coded problem, never Electron's own error.
      return { ok: false, problem: unreachable };
    }
  },
  subscribe: (name, listener) => {
    const those = listeners.get(name) ?? new Set();
    listeners.set(name, those.add(listener));
    return () => void those.delete(listener);
  },
};

contextBridge.exposeInMainWorld('countersign', Object.freeze(bridge));
