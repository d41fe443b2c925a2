import { expect, test } from 'vitest';
import { EarlyCalls } from '../../main/ipc/early-calls';
import type { InvokeChannel } from '../../main/ipc/register';

type Listener = Parameters<InvokeChannel['handle']>[1];

test('a call that comes before anybody answers is answered afterwards, with what it brought', async () => {
  let invoked: Listener | null = null;
  const calls = new EarlyCalls({ handle: (_channel, listener) => (invoked = listener) });
  const sender = { sender: {} } as never;
  const answer = (invoked as Listener | null)?.(sender, 'desktop.state', {});
  const seen: unknown[] = [];
  calls.handle('countersign:invoke', (...received) => {
    seen.push(...received);
    return Promise.resolve({ ok: true, value: 'state' });
  });
  expect(await answer).toEqual({ ok: true, value: 'state' });
  expect(seen).toEqual([sender, 'desktop.state', {}]);
});
