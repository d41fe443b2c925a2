import { expect, it } from 'vitest';
import { accountOf } from '../../shared/domain/accounts';
import { addressOf } from '../../shared/domain/destinations';
import { memberOf } from '../../shared/domain/members';
import { must } from '../../shared/domain/must';
import { holderOf, serviceUserOf } from '../../shared/domain/service-users';
import type { State } from '../../shared/domain/state';
import { aKey, aServiceUser, drawnOrganization, keyId, MAIN } from './drawn-organization';

const bot = aServiceUser('bot', { keys: [aKey('own', 'owner')] });
const found: [string, (state: State, id: never) => unknown, string][] = [
  ['account', accountOf, MAIN],
  ['address', addressOf, 'adr_main'],
  ['member', memberOf, 'mem_owner'],
  ['Service User', serviceUserOf, bot.id],
  ['key', (state, id) => holderOf(state, id).key, keyId('own')],
];

it.each(found)('the %s that is named is there, or the ledger is broken', (what, find, id) => {
  const state = drawnOrganization({ serviceUsers: [bot] });
  expect(find(state, id as never)).toMatchObject({ id });
  expect(() => find(state, 'nobody' as never)).toThrow(`no such ${what}`);
});

it('what is there may be nothing', () => {
  expect(['', 0, false].map((value) => must(value, 'value'))).toEqual(['', 0, false]);
  expect(() => must(null, 'account')).toThrow('no such account');
});
