import { cleanup, configure, render, screen } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { afterEach, vi } from 'vitest';
import '../../renderer/strings/i18n';
import { App } from '../../renderer/app';
import { useDesktop } from '../../renderer/stores/desktop-store';
import { stopConnecting, stopCreating } from '../../renderer/stores/entrance-store';
import { forgetEverything } from '../../renderer/stores/forget';
import { forgetPlace } from '../../renderer/stores/place';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import type { RequestRow } from '../../shared/contract/requests';
import { FakeBridge } from './fake-bridge';
import { aDesktop, aSession } from './sample-data';

// Whether something is hidden is for axe and the end-to-end tests: asking it for every element costs seconds here.
configure({ defaultHidden: true, asyncUtilTimeout: 5000 });
vi.setConfig({ testTimeout: 20_000 });

// Nothing is laid out here: the virtualizer is told a size, so that it draws rows.
for (const [name, size] of [
  ['clientHeight', 800],
  ['clientWidth', 340],
  ['offsetHeight', 800],
  ['offsetWidth', 340],
] as const) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
}

afterEach(() => {
  cleanup();
  forgetEverything();
  stopCreating();
  stopConnecting();
  forgetPlace();
  localStorage.clear();
  useDesktop.setState({ desktop: null, problem: null, idleDeadline: null });
  delete window.countersign;
  document.body.replaceChildren();
});

interface Started {
  bridge: FakeBridge;
  user: UserEvent;
}

/** Draws the whole app over a fake bridge, prepared by the test before the first call. */
export function startApp(
  desktop: Partial<DesktopState> = {},
  prepare: (bridge: FakeBridge) => void = () => undefined,
): Started {
  const bridge = new FakeBridge(aDesktop(desktop));
  prepare(bridge);
  window.countersign = bridge;
  render(<App />);
  return { bridge, user: userEvent.setup({ delay: null }) };
}

/** The same, signed in, with the first request open. */
export async function startSignedIn(
  queue: RequestRow[] | null = null,
  session = aSession(),
  prepare: (bridge: FakeBridge) => void = () => undefined,
): Promise<Started> {
  const started = startApp({ session }, (bridge) => {
    if (queue) bridge.queue = queue;
    prepare(bridge);
  });
  await screen.findByRole('region', { name: /^Request R-/ });
  return started;
}
