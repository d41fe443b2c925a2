import { describe, expect, it } from 'vitest';
import type { AnyEvent } from '../../shared/contract/events';
import { HOUR, on, onWithdrawals, type Person } from './organization-under-test';
import { treasury } from './treasury';

function listen(person: Person): AnyEvent[] {
  const heard: AnyEvent[] = [];
  person.org.api.subscribe(person.token ?? '', (event) => heard.push(event));
  return heard;
}
const names = (events: readonly AnyEvent[]): string[] => [...new Set(events.map(({ name }) => name))].sort();

describe('events', () => {
  it('tell of an account only to those who see it, not to those who know its name', async () => {
    const { org, bob, addressId, withdraw } = await treasury();
    const clerk = await org.invite('Clerk', on('access', 'view'));
    const [seen, byName] = [listen(bob), listen(clerk)];
    await withdraw();
    await org.owner.initiate('address.remove', { addressId });
    await org.deposit('BTC', '1', 'more');
    expect(names(seen)).toEqual(['address.changed', 'balance.changed', 'request.changed']);
    expect(byName).toEqual([]);
  });

  it('tell each listener what they may see when it is sent', async () => {
    const { org, bob, cy, withdraw } = await treasury();
    const heard = listen(bob);
    await org.regrant(bob, onWithdrawals());
    heard.length = 0;
    const request = await withdraw();
    expect(heard).toEqual([]);
    const others = listen(cy);
    await cy.approve(request.id);
    expect(others).toContainEqual({ name: 'balance.changed', payload: { accountId: org.main } });
    expect(others).toContainEqual(
      expect.objectContaining({
        payload: expect.objectContaining({ requestId: request.id, what: 'completed' }),
      }),
    );
  });

  it('end with the session', async () => {
    const { bob, clock, withdraw, ann, org } = await treasury();
    const heard = listen(bob);
    await bob.ok('session.delete');
    await withdraw();
    expect(heard).toEqual([]);
    const idle = listen(org.owner);
    clock.advance(25 * HOUR);
    await ann.signIn();
    await withdraw();
    expect(idle).toEqual([]);
  });

  it('don’t take a command with them where a listener fails', async () => {
    const { org, bob, withdraw } = await treasury();
    org.api.subscribe(bob.token ?? '', () => {
      throw new Error('the window is gone');
    });
    const heard = listen(bob);
    expect((await withdraw()).status).toBe('pending');
    expect(heard.length).toBeGreaterThan(0);
  });
});
