import { screen, within } from '@testing-library/react';
import type { FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';
import { governed, owner } from './sample-policies';

export async function open(prepare: (bridge: FakeBridge) => void = () => undefined, session = owner()) {
  const started = await startSignedIn(null, session, (bridge) => {
    governed(bridge);
    prepare(bridge);
  });
  await started.user.click(screen.getByRole('button', { name: /^Policies/ }));
  await screen.findByRole('article', { name: 'Manage Addresses' });
  return started;
}
export const card = (name: string) => within(screen.getByRole('article', { name }));
export const tryIt = () => within(screen.getByRole('complementary', { name: 'Try it' }));
export const dryRuns = (bridge: FakeBridge, operation: string) =>
  bridge
    .callsOf('requests.create')
    .map(({ input }) => input as { operation: string; params: Record<string, unknown>; dryRun?: boolean })
    .filter((one) => one.operation === operation);
