import { describe, expect, test } from 'vitest';
import { OPERATIONS, type RequestRow } from '../../shared/contract/requests';
import { wordsForCounts, wordsForWaiting } from '../../main/desktop/notifications/notice-wording';
import { withoutMarkup } from '../../main/desktop/notifications/without-markup';
import { aRow } from './a-request-row';

function rowOf(operation: RequestRow['operation'], params: RequestRow['view']['params']): RequestRow {
  const row = aRow(7);
  return { ...row, operation, view: { ...row.view, operation, params } };
}

describe('in full', () => {
  test.each<[RequestRow['operation'], RequestRow['view']['params'], string]>([
    [
      'withdrawal.fiat.create',
      { asset: 'EUR', amount: '10', destination: { label: 'Landlord' } },
      '10 EUR from Treasury to Landlord',
    ],
    ['address.crypto.add', { asset: 'BTC', label: 'Cold B' }, 'let Treasury withdraw BTC to Cold B'],
    ['member.invite', { displayName: 'Jonas' }, 'invite Jonas'],
    ['member.permissions.change', { member: { displayName: 'Dana' } }, 'what Dana may do'],
    ['account.rename', { account: { name: 'Main' }, name: 'Prime' }, 'Treasury becomes Prime'],
    ['account.create', { name: 'Reserve' }, 'Reserve'],
    ['policy.change', { workflow: 'withdrawals' }, 'Withdrawals'],
    ['policy.lock', { workflow: 'access' }, 'Manage Access'],
    ['member.suspend', { member: { displayName: 'Dana Okafor' } }, 'Dana Okafor'],
    ['service-user.key.create', { serviceUser: { name: 'payout-bot-eu' } }, 'payout-bot-eu'],
    ['role.save', { name: 'Night desk' }, 'Night desk'],
  ])('%s', (operation, params, says) => {
    expect(wordsForWaiting(rowOf(operation, params), 'full').body).toBe(`R-7 by Marcus Lindqvist: ${says}`);
  });

  test('whatever stands in a view, something is said', () => {
    for (const operation of OPERATIONS) {
      const { title, body } = wordsForWaiting(rowOf(operation, { destination: null, label: 7 }), 'full');
      expect(title).toMatch(/^An? .* waits for your decision$/);
      expect(body).not.toMatch(/undefined|null|\[object/);
    }
  });

  test('long names are cut', () => {
    const { body } = wordsForWaiting(rowOf('account.create', { name: '🏦'.repeat(400) }), 'full');
    expect([...body]).toHaveLength(240);
    expect(body.endsWith('🏦…')).toBe(true);
  });
});

test('counts are words of one and of many', () => {
  expect(wordsForCounts(1, 0).title).toBe('1 request waits for your decision');
  expect(wordsForCounts(0, 2).title).toBe('2 of your own requests have ended');
});

test('names carry no markup', () => {
  expect(withoutMarkup({ title: 'a & b', body: '<a href="x">y</a>' })).toEqual({
    title: 'a ＆ b',
    body: '‹a href="x"›y‹/a›',
  });
});
