import { describe, expect, it } from 'vitest';
import { MINUTE, newOrganization, on } from './organization-under-test';

const entriesOf = (items: readonly { type: string; payload?: unknown }[]) =>
  items.filter(({ type }) => type === 'secret-key.moved').map(({ payload }) => payload);

describe('where the key of secrets is kept', () => {
  it('is for the Owner to say, with a second factor, and stands in the ledger', async () => {
    const org = await newOrganization({ movesSecretKey: true });
    const { owner } = org;
    const ann = await org.invite('Ann', on('access', 'view'));
    expect((await ann.refused('secretKey.move', { protection: 'file' })).code).toBe('permission_denied');
    org.clock.advance(6 * MINUTE);
    const wish = { protection: 'passphrase' } as const;
    expect((await owner.refused('secretKey.move', wish)).code).toBe('second_factor_required');
    expect(entriesOf((await owner.ok('audit.list')).items)).toEqual([]);
    await owner.ok('secretKey.move', { ...wish, stepUp: { totp: owner.code() } });
    expect(entriesOf((await owner.ok('audit.list')).items)).toEqual([{ protection: 'passphrase' }]);
    expect(await owner.ok('audit.verify')).toMatchObject({ ok: true });
  });

  it('is for whoever runs it to say, on a server', async () => {
    const { owner } = await newOrganization();
    expect((await owner.refused('secretKey.move', { protection: 'file' })).code).toBe('conflict');
  });
});
