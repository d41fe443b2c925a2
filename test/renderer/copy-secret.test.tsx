import { act, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import './render-app';
import { CopySecretButton } from '../../renderer/ui/copy-secret';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A clipboard that refuses, as Chromium does, while the page doesn't have the focus. */
function aClipboard() {
  const clipboard = { text: '', hasFocus: true };
  const writeText = vi.fn((text: string) => {
    if (!clipboard.hasFocus) return Promise.reject(new Error('not focused'));
    clipboard.text = text;
    return Promise.resolve();
  });
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  return clipboard;
}

async function copy() {
  vi.useFakeTimers();
  render(<CopySecretButton text="a secret" label="Copy code" />);
  await act(async () => screen.getByRole('button').click());
}

describe('copying a secret', () => {
  it('says so, and takes it off the clipboard after a minute', async () => {
    const clipboard = aClipboard();
    await copy();
    expect(clipboard.text).toBe('a secret');
    expect(screen.getByRole('button').textContent).toBe('Copied, cleared in 60 s');
    await act(async () => vi.advanceTimersByTime(59_000));
    expect(clipboard.text).toBe('a secret');
    await act(async () => vi.advanceTimersByTime(1_000));
    expect(clipboard.text).toBe('');
    expect(screen.getByRole('button').textContent).toBe('Copy code');
  });

  it('waits for the focus where the page lost it', async () => {
    const clipboard = aClipboard();
    await copy();
    clipboard.hasFocus = false;
    await act(async () => vi.advanceTimersByTime(60_000));
    expect(clipboard.text).toBe('a secret');
    clipboard.hasFocus = true;
    await act(async () => window.dispatchEvent(new Event('focus')));
    expect(clipboard.text).toBe('');
  });
});
