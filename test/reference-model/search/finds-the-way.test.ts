// A search that finds nothing proves something only where it finds what is there.
import { expect, it } from 'vitest';
import type { MemberId } from '../../../shared/contract/primitives';
import type { State } from '../../../shared/domain/state';
import { search } from './every-organization';
import { ANNA, everythingIn, flat, organizationOf, OWNER, type Shape } from './small-organization';

const SHAPE: Shape = {
  anna: [5, 5],
  ben: [5, 5],
  toggled: [true, false],
  required: [1, 1],
  locks: 'withdrawals',
};

/** As if an Owner had once got a puppet confirmed by nobody. */
function withPuppet(state: State): State {
  const whole = flat(state);
  const anna = whole.members.get(ANNA);
  if (anna === undefined) throw new Error('no Anna');
  const id = 'mem_puppet_x' as MemberId;
  whole.members.set(id, {
    ...anna,
    id,
    email: 'p@example.com',
    invitedBy: OWNER,
    grants: everythingIn('withdrawals'),
  });
  return whole;
}

it('finds the way to open a lock where a puppet got into the ring, and none where none did', () => {
  const start = organizationOf(SHAPE);
  if (start === null) throw new Error('can’t be locked');
  const counts = { organizations: 0, states: 0, count: 0 };
  expect(search(start, OWNER, 'withdrawals', 2, counts)).toBeNull();
  const found = search(withPuppet(start), OWNER, 'withdrawals', 2, counts);
  expect(found).toMatch(/changed the locked policy|withdrew under a locked/);
});
