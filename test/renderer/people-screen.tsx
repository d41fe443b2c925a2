import { screen } from '@testing-library/react';
import type { DryRun } from '../../shared/contract/requests';
import type { FakeBridge } from './fake-bridge';
import { startSignedIn } from './render-app';
import { aSession, person } from './sample-data';

export const governor = () =>
  aSession({
    may: {
      initiate: [
        { workflow: 'withdrawals', accountId: null },
        { workflow: 'access', accountId: null },
      ],
      decide: true,
    },
  });
export const completes: DryRun = {
  outcome: 'complete',
  stepUpRequired: true,
  requiredApprovals: 0,
  eligibleApprovers: [],
  warnings: [],
};
export const queues: DryRun = {
  outcome: 'queue',
  stepUpRequired: false,
  queuedBecause: 'no_execute',
  requiredApprovals: 2,
  eligibleApprovers: ['helena', 'priya', 'aiko'].map(person),
  warnings: [],
};
export const CODE = 'MC7pNCOr00_onjqtTGQiLUv0UW2RZWnuGYqyyBRtYDc';

export async function open(prepare: (bridge: FakeBridge) => void = () => undefined, session = governor()) {
  const started = await startSignedIn(null, session, prepare);
  await started.user.click(screen.getByRole('button', { name: /^People/ }));
  await screen.findByRole('option', { name: /Dana Okafor/ });
  return started;
}
export async function openDana(prepare?: (bridge: FakeBridge) => void) {
  const started = await open(prepare);
  await started.user.click(screen.getByRole('option', { name: /Dana Okafor/ }));
  await screen.findByRole('grid', { name: 'Permissions of Dana Okafor' });
  return started;
}
export const cell = (name: string | RegExp) => screen.getByRole('checkbox', { name });
