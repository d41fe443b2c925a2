import { act, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import './render-app';
import { CopySecretButton } from '../../renderer/ui/copy-secret';
import { FakeBridge, Refused } from './fake-bridge';

afterEach(() => {
  vi.useRealTimers();
});

async function copy(prepare: (bridge: FakeBridge) => void = () => undefined) {
  vi.useFakeTimers();
  const bridge = new FakeBridge();
  prepare(bridge);
  window.countersign = bridge;
  render(<CopySecretButton text="a secret" label="Copy code" />);
  await act(async () => screen.getByRole('button').click());
  return bridge;
}
const said = () => screen.getByRole('button').textContent;

describe('copying a secret', () => {
  it('is main’s to do, which clears it, and says for how long it is there', async () => {
    const bridge = await copy();
    expect(bridge.callsOf('desktop.copySecret').map(({ input }) => input)).toEqual([{ text: 'a secret' }]);
    expect(said()).toBe('Copied, cleared in 60 s');
    await act(async () => vi.advanceTimersByTime(59_000));
    expect(said()).toBe('Copied, cleared in 60 s');
    await act(async () => vi.advanceTimersByTime(1_000));
    expect(said()).toBe('Copy code');
  });

  it('doesn’t claim what didn’t happen', async () => {
    await copy((bridge) =>
      bridge.on('desktop.copySecret', () => {
        throw new Refused('internal');
      }),
    );
    expect(said()).toBe('Copy code');
  });
});
