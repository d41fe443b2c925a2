import { describe, expect, it } from 'vitest';
import { newOrganization, onWithdrawals, type OrganizationUnderTest } from './organization-under-test';

const HEAD = 'account,asset,amount,reference';
const importing = (org: OrganizationUnderTest, lines: string[]) => ({
  csv: [HEAD, ...lines].join('\n'),
  stepUp: { totp: org.owner.code() },
});
const postings = async (org: OrganizationUnderTest) =>
  (await org.owner.ok('accounts.postings', { id: org.main })).items;

describe('importing deposits', () => {
  it('records every line, in one command', async () => {
    const org = await newOrganization();
    const lines = ['Main,BTC,1.5,first', `${org.main},EUR,10.25,"second, of them"`];
    const answer = await org.owner.ok('ledger.import', importing(org, lines));
    expect(answer).toMatchObject({
      imported: 2,
      items: [
        { asset: 'BTC', amount: '1.5', reference: 'first', kind: 'deposit' },
        { asset: 'EUR', amount: '10.25', reference: 'second, of them' },
      ],
    });
    expect(await postings(org)).toHaveLength(2);
    const [balance] = (await org.owner.ok('accounts.list')).items[0]?.balances ?? [];
    expect(balance).toMatchObject({ asset: 'BTC', available: '1.5' });
    expect(await org.owner.ok('audit.verify')).toMatchObject({ ok: true });
  });

  it('records nothing where one line is wrong, and says which', async () => {
    const org = await newOrganization();
    const refused = await org.owner.refused(
      'ledger.import',
      importing(org, ['Main,BTC,1,good', 'Main,BTC,none,bad', 'Elsewhere,BTC,1,worse']),
    );
    expect(refused).toMatchObject({
      code: 'validation_failed',
      errors: [{ path: 'csv.3.amount' }, { path: 'csv.4.account' }],
    });
    expect(await postings(org)).toEqual([]);
  });

  it('takes no file twice, but answers the same command with the same key as before', async () => {
    const org = await newOrganization();
    const first = importing(org, ['Main,BTC,1,a', 'Main,BTC,2,b']);
    const answer = await org.owner.ok('ledger.import', first, { idempotencyKey: 'file-1' });
    expect(await org.owner.ok('ledger.import', first, { idempotencyKey: 'file-1' })).toEqual(answer);
    expect(
      await org.owner.refused('ledger.import', importing(org, ['Main,BTC,1,a', 'Main,BTC,3,c'])),
    ).toMatchObject({ code: 'conflict', errors: [{ path: 'csv.2.reference' }] });
    expect(await postings(org)).toHaveLength(2);
  });

  it('is the Owner’s alone, and asks for a second factor last', async () => {
    const org = await newOrganization();
    const ann = await org.invite('Ann', onWithdrawals('initiate', 'approve', 'execute'));
    expect((await ann.refused('ledger.import', { csv: 'whatever' })).code).toBe('permission_denied');
    org.clock.advance(6 * 60_000);
    expect((await org.owner.refused('ledger.import', { csv: `${HEAD}\nMain,BTC,x,a` })).code).toBe(
      'validation_failed',
    );
    expect((await org.owner.refused('ledger.import', { csv: `${HEAD}\nMain,BTC,1,a` })).code).toBe(
      'second_factor_required',
    );
    expect(await postings(org)).toEqual([]);
  });
});
