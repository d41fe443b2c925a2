import { expect, it } from 'vitest';
import { newOrganization } from './organization-under-test';

it('lets the Owner alone turn a toggle off though the other settings are named as they stand (§5)', async () => {
  const org = await newOrganization();
  await org.setPolicy('policies', { alwaysRequireApproval: true });
  const more = { alwaysRequireApproval: false, requiredApprovals: 2 };
  expect(await org.setPolicy('policies', more)).toMatchObject({ status: 'pending' });
  const asItStands = { alwaysRequireApproval: false, requiredApprovals: 1, expiresAfterHours: 72 };
  expect(await org.setPolicy('policies', asItStands)).toMatchObject({ status: 'completed' });
});
