import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import type { FactorView } from '../../shared/contract/factors';
import type { FactorId } from '../../shared/contract/primitives';
import type { RequestRow } from '../../shared/contract/requests';
import { boundOver, decisionChallenge } from '../../shared/domain/requests/decision-challenge';
import { CREATION_OPTIONS, giveAuthenticator, REQUEST_OPTIONS, SIGNED } from './fake-authenticator';
import { Refused, type FakeBridge } from './fake-bridge';
import { startApp, startSignedIn } from './render-app';
import { aDesktop, aDetail, aQueue, aSession } from './sample-data';
import { begunEnrolment, FINGERPRINT, recoveryCodes } from './sample-governance';

afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, 'credentials');
});

export const aFactor = (over: Partial<FactorView> = {}): FactorView => ({
  id: 'fac_1' as FactorId,
  kind: 'passkey',
  name: 'Blue key',
  fingerprint: FINGERPRINT,
  enrolledAt: '2026-01-05T09:00:00.000Z',
  lastUsedAt: null,
  accepted: true,
  ...over,
});
const withFactors = (bridge: FakeBridge, ...items: FactorView[]): FakeBridge =>
  bridge.on('factors.list', () => ({ items, nextCursor: null, recoveryCodesLeft: 10 }));

const stale = aSession({ stepUpUntil: '2020-01-01T00:00:00.000Z' });
const profile = { ...aDesktop().profile, kind: 'local' as const, people: [] } as DesktopState['profile'];
const someRow = (): RequestRow => {
  const [row] = aQueue();
  if (row === undefined) throw new Error('the sample queue is empty');
  return row;
};

describe('signing in with a passkey', () => {
  const start = (prepare: (bridge: FakeBridge) => void = () => undefined) =>
    startApp({ profile, session: null, lastEmail: 'ingrid@example.com' }, (bridge) => {
      bridge.on('session.passkeyOptions', () => REQUEST_OPTIONS);
      bridge.on('desktop.signIn', () => {
        bridge.change({ session: aSession(), signedOutBecause: null });
        return aSession();
      });
      prepare(bridge);
    });

  it('asks for the e-mail and the password, has it sign, and sends all three', async () => {
    const { get } = giveAuthenticator();
    const { bridge, user } = start();
    await user.click(await screen.findByRole('button', { name: 'Use a passkey' }));
    expect(bridge.callsOf('session.passkeyOptions')).toHaveLength(0);
    await user.type(screen.getByLabelText('Password'), 'a long password');
    await user.click(screen.getByRole('button', { name: 'Use a passkey' }));
    await waitFor(() => expect(bridge.callsOf('desktop.signIn')).toHaveLength(1));
    expect(bridge.callsOf('session.passkeyOptions')[0]?.input).toEqual({ email: 'ingrid@example.com' });
    expect(bridge.callsOf('desktop.signIn')[0]?.input).toMatchObject({
      email: 'ingrid@example.com',
      password: 'a long password',
      passkey: SIGNED,
    });
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('can be stopped while nothing answers, and says so', async () => {
    const { get } = giveAuthenticator();
    get.mockImplementation(
      ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.onabort = () => {
            reject(signal.reason as Error);
          };
        }),
    );
    const { bridge, user } = start();
    await user.type(await screen.findByLabelText('Password'), 'a long password');
    await user.click(screen.getByRole('button', { name: 'Use a passkey' }));
    await user.click(await screen.findByRole('button', { name: 'Stop waiting' }));
    expect(await screen.findByText(/No passkey answered/)).toBeTruthy();
    expect(bridge.callsOf('desktop.signIn')).toHaveLength(0);
  });

  it('isn’t offered where the page can’t', async () => {
    start();
    await screen.findByLabelText('Password');
    expect(screen.queryByRole('button', { name: 'Use a passkey' })).toBeNull();
  });

  it('by a recovery code leads to setting up a factor, with recovery codes after it', async () => {
    const { create } = giveAuthenticator();
    const { bridge, user } = start((fake) => {
      fake.on('desktop.signIn', () => {
        throw new Refused('factor_enrolment_required');
      });
      fake.on('desktop.pendingEnrolment', () => begunEnrolment);
      fake.on('desktop.askEnrolmentPasskey', () => CREATION_OPTIONS);
      fake.on('desktop.confirmEnrolment', () => ({ recoveryCodes, fingerprint: FINGERPRINT }));
    });
    await user.click(await screen.findByRole('button', { name: 'Lost your factors?' }));
    await user.type(screen.getByLabelText('Password'), 'a long password');
    await user.type(screen.getByLabelText('Recovery code'), recoveryCodes[0] ?? '');
    await user.click(screen.getByRole('button', { name: 'Go on' }));
    expect(bridge.callsOf('desktop.signIn')[0]?.input).toMatchObject({ recoveryCode: recoveryCodes[0] });
    expect(await screen.findByRole('heading', { name: /Set up a second factor/ })).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Use a passkey instead' }));
    await user.click(screen.getByRole('button', { name: 'Make the passkey' }));
    expect(await screen.findByText(FINGERPRINT)).toBeTruthy();
    expect(create).toHaveBeenCalledTimes(1);
    expect(bridge.callsOf('desktop.confirmEnrolment')[0]?.input).toMatchObject({ passkey: { id: 'Y3JlZA' } });
  });

  it('begins with setting one up where the policy was tightened', async () => {
    giveAuthenticator();
    startApp({ profile, session: null, signedOutBecause: 'factor-required' }, (bridge) =>
      bridge.on('desktop.pendingEnrolment', () => ({ totp: null, passkey: true })),
    );
    expect(await screen.findByRole('button', { name: 'Make the passkey' })).toBeTruthy();
    expect(screen.queryByText('Use an authenticator app instead')).toBeNull();
  });
});

describe('signing in where passkeys are all that is taken', () => {
  const passkeyOnly = (prepare: (bridge: FakeBridge) => void = () => undefined) =>
    startApp({ profile, session: null, lastEmail: 'ingrid@example.com' }, (bridge) => {
      bridge.on('desktop.signInMethods', () => ({ methods: ['passkey'] }));
      bridge.on('session.passkeyOptions', () => REQUEST_OPTIONS);
      bridge.on('desktop.signIn', () => {
        bridge.change({ session: aSession(), signedOutBecause: null });
        return aSession();
      });
      prepare(bridge);
    });

  it('asks for no code; Enter after the password asks for the passkey', async () => {
    giveAuthenticator();
    const { bridge, user } = passkeyOnly();
    expect(await screen.findByRole('button', { name: 'Sign in with a passkey' })).toBeTruthy();
    expect(screen.queryByLabelText('Code from your authenticator app')).toBeNull();
    await user.type(screen.getByLabelText('Password'), 'a long password{Enter}');
    await waitFor(() => expect(bridge.callsOf('desktop.signIn')).toHaveLength(1));
    expect(bridge.callsOf('desktop.signIn')[0]?.input).toMatchObject({ passkey: SIGNED });
  });

  it('takes the code of who has no passkey yet', async () => {
    giveAuthenticator();
    const { bridge, user } = passkeyOnly();
    await user.type(await screen.findByLabelText('Password'), 'a long password');
    await user.click(await screen.findByRole('button', { name: 'Use a code from an authenticator app' }));
    await user.type(screen.getByLabelText('Code from your authenticator app'), '123456');
    await waitFor(() => expect(bridge.callsOf('desktop.signIn')).toHaveLength(1));
    expect(bridge.callsOf('desktop.signIn')[0]?.input).toMatchObject({ totp: '123456' });
  });

  it('asks for password and old factor first where the policy was tightened a while after them', async () => {
    giveAuthenticator();
    startApp({ profile, session: null, signedOutBecause: 'factor-required' }, (bridge) =>
      bridge.on('desktop.pendingEnrolment', () => null),
    );
    expect(await screen.findByText(/^Your organization asks for another second factor now/)).toBeTruthy();
    expect(screen.getByLabelText('Password')).toBeTruthy();
  });
});

describe('deciding with a passkey', () => {
  const asked = (bridge: FakeBridge, digest = aDetail(someRow()).digest): FakeBridge =>
    bridge.on('session.stepUpOptions', ({ decision = 'approve', requestIds = [] }) => {
      const [requestId] = requestIds;
      if (requestId === undefined) return REQUEST_OPTIONS;
      const bound = boundOver(decision, [{ requestId: requestId as never, digest }]);
      return { ...REQUEST_OPTIONS, nonce: 'nonce', challenge: decisionChallenge(bound, 'nonce') };
    });

  it('has it sign this decision when Approve is pressed, and sends the signature', async () => {
    const { get } = giveAuthenticator();
    const { bridge, user } = await startSignedIn(null, stale, (fake) => asked(withFactors(fake, aFactor())));
    await screen.findByText('Your passkey signs it');
    expect(screen.queryByLabelText('Authenticator code')).toBeNull();
    await user.click(screen.getByRole('button', { name: /^Approve/ }));
    await waitFor(() => expect(bridge.callsOf('requests.approve')).toHaveLength(1));
    const [call] = bridge.callsOf('requests.approve');
    expect(call?.input).toMatchObject({ stepUp: { passkey: SIGNED } });
    expect(get).toHaveBeenCalledTimes(1);
  });

  it('signs nothing but what is on screen', async () => {
    const { get } = giveAuthenticator();
    const { bridge, user } = await startSignedIn(null, stale, (fake) =>
      asked(withFactors(fake, aFactor()), 'f'.repeat(64)),
    );
    await screen.findByText('Your passkey signs it');
    await user.click(screen.getByRole('button', { name: /^Approve/ }));
    await waitFor(() => expect(bridge.callsOf('session.stepUpOptions')).toHaveLength(1));
    await screen.findByRole('button', { name: /Reload/ });
    expect(get).not.toHaveBeenCalled();
    expect(bridge.callsOf('requests.approve')).toHaveLength(0);
  });

  it('leaves the code to who begins to type one', async () => {
    giveAuthenticator();
    const { bridge, user } = await startSignedIn(null, stale, (fake) =>
      asked(withFactors(fake, aFactor(), aFactor({ id: 'fac_2' as FactorId, kind: 'totp', name: 'Phone' }))),
    );
    await screen.findAllByText('Your passkey signs it, or');
    await user.type(screen.getByLabelText('Authenticator code'), '123456');
    await user.click(screen.getByRole('button', { name: /^Approve/ }));
    await waitFor(() => expect(bridge.callsOf('requests.approve')).toHaveLength(1));
    expect(bridge.callsOf('requests.approve')[0]?.input).toMatchObject({ stepUp: { totp: '123456' } });
    expect(bridge.callsOf('session.stepUpOptions')).toHaveLength(0);
  });
});
