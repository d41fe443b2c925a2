import { expect, it } from 'vitest';
import { newOrganization } from './organization-under-test';

it('names the request that made a version, and who approved it, to who may see it', async () => {
  const org = await newOrganization();
  const ann = await org.invite('Ann', { workflows: [{ workflow: 'policies', permissions: ['approve'] }] });
  const bob = await org.invite('Bob', {});
  await org.setPolicy('policies', { alwaysRequireApproval: true });
  const { id } = await org.setPolicy('addresses', { requiredApprovals: 2 });
  await ann.approve(id);
  const versions = async (person: typeof ann, workflow: string) =>
    (await person.ok('policies.versions', { workflow })).items.map(({ version, request }) => [
      version,
      request?.approvedBy.map(({ displayName }) => displayName),
    ]);
  expect(await versions(ann, 'addresses')).toEqual([
    [2, ['Ann']],
    [1, undefined],
  ]);
  expect(await versions(ann, 'policies')).toEqual([
    [2, []],
    [1, undefined],
  ]);
  expect((await bob.call('policies.versions', { workflow: 'addresses' })).ok).toBe(true);
});
