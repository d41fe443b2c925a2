import { describe, expect, test, vi } from 'vitest';
import { registerCalls, type InvokeChannel } from '../../main/ipc/register';
import { isOwnTopFrame, type Frame, type Sender } from '../../main/ipc/sender';

const OWN = { webContentsId: 1, origin: 'https://countersign.localhost' };

function frame(over: Partial<Frame> = {}): Frame {
  return {
    url: 'https://countersign.localhost/index.html',
    parent: null,
    processId: 4,
    routingId: 1,
    ...over,
  };
}
function sender(over: Partial<{ id: number; mainFrame: Frame; senderFrame: Frame | null }> = {}): Sender {
  const { id = 1, mainFrame = frame(), senderFrame = mainFrame } = over;
  return { sender: { id, mainFrame }, senderFrame };
}

describe('the sender', () => {
  test('is our page’s top frame', () => expect(isOwnTopFrame(sender(), OWN)).toBe(true));

  test.each<[string, Sender]>([
    ['another window', sender({ id: 2 })],
    ['a frame inside', sender({ senderFrame: frame({ parent: frame(), routingId: 2 }) })],
    ['another frame of the same process', sender({ senderFrame: frame({ routingId: 2 }) })],
    ['another process', sender({ senderFrame: frame({ processId: 5 }) })],
    ['no frame', sender({ senderFrame: null })],
    [
      'a foreign origin',
      sender({ mainFrame: frame({ url: 'https://countersign.localhost.evil.example/' }) }),
    ],
    ['the same host without TLS', sender({ mainFrame: frame({ url: 'http://countersign.localhost/' }) })],
    ['another port', sender({ mainFrame: frame({ url: 'https://countersign.localhost:8443/' }) })],
    [
      'a name before the host',
      sender({ mainFrame: frame({ url: 'https://countersign.localhost@evil.example/' }) }),
    ],
    ['about:blank', sender({ mainFrame: frame({ url: 'about:blank' }) })],
    ['no URL at all', sender({ mainFrame: frame({ url: '' }) })],
    ['a blob of a foreign page', sender({ mainFrame: frame({ url: 'blob:https://evil.example/1' }) })],
  ])('is not %s', (_who, event) => expect(isOwnTopFrame(event, OWN)).toBe(false));

  test('is nobody while there is no window', () => expect(isOwnTopFrame(sender(), null)).toBe(false));

  test('is not a frame that is gone', () => {
    const gone = { sender: { id: 1, get mainFrame(): Frame { throw new Error('Render frame was disposed'); } }, senderFrame: frame() }; // prettier-ignore
    expect(isOwnTopFrame(gone, OWN)).toBe(false);
  });

  test('comes before everything: a foreign one learns nothing and moves nothing', async () => {
    let listener: Parameters<InvokeChannel['handle']>[1] | undefined;
    const doors = { isSignedIn: vi.fn(() => true), touch: vi.fn(), handle: vi.fn(), logBug: vi.fn() };
    registerCalls({ handle: (_channel, given) => (listener = given) }, () => OWN, doors);
    for (const name of ['desktop.state', 'no.such.call', 7]) {
      const result = await listener?.(sender({ id: 2 }), name, {});
      expect(result).toMatchObject({ ok: false, problem: { code: 'permission_denied' } });
    }
    expect(doors.isSignedIn).not.toHaveBeenCalled();
    expect(doors.handle).not.toHaveBeenCalled();
  });
});
