import type { Member, State } from '../../shared/domain/state';
import { aMember, drawnOrganization } from './drawn-organization';

/** Who does what in the tests of access: an administrator who also moves money, and approvers beside them. */
export const admin = aMember('adam', ['access execute', 'withdrawals@main initiate', 'trade@main trade']);
export const people = [
  admin,
  aMember('bob', ['withdrawals approve']),
  aMember('dan', ['access approve', 'policies approve', 'withdrawals approve']),
  aMember('eve', ['access initiate']),
];

export const organization = (locked: object = {}, more: readonly Member[] = []): State =>
  drawnOrganization({ people: [...people, ...more], policies: locked });
export const LOCKED = { withdrawals: { locked: true } };

export const memberOf = (state: State, id: string | undefined): Member | undefined =>
  state.members.get(id as never);
