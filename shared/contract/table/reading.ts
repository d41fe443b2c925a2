import { z } from 'zod';
import { activityInput, activitySchema } from '../activity';
import { accountSchema, addressSchema, assetSchema, postingSchema } from '../money';
import { memberSchema, organizationSchema, workflow } from '../organization';
import { policySchema, policyVersionSchema } from '../policies';
import { accountId, empty, listOf, memberId, page, serviceUserId } from '../primitives';
import { roleSchema } from '../roles';
import { serviceUserSchema } from '../service-users';
import { read } from './spec';

/** What readers may ask, each answered as far as they may see (§12). */
export const readingOperations = {
  'organization.get': read('/v1/organization', 'The organization', empty, organizationSchema),
  'members.list': read(
    '/v1/members',
    'Members, as far as the reader may see them',
    z.strictObject(page),
    listOf(memberSchema),
  ),
  'members.get': read('/v1/members/{id}', 'One member', z.strictObject({ id: memberId }), memberSchema),
  'serviceUsers.list': read(
    '/v1/service-users',
    'Service Users, as far as the reader may see them',
    z.strictObject(page),
    listOf(serviceUserSchema),
  ),
  'serviceUsers.get': read(
    '/v1/service-users/{id}',
    'One Service User with its keys',
    z.strictObject({ id: serviceUserId }),
    serviceUserSchema,
  ),
  'roles.list': read('/v1/roles', 'Roles, the built-in ones first', z.strictObject(page), listOf(roleSchema)),
  'accounts.list': read(
    '/v1/accounts',
    'Accounts with balances',
    z.strictObject(page),
    listOf(accountSchema),
  ),
  'accounts.addresses': read(
    '/v1/accounts/{id}/addresses',
    'The whitelist of an account',
    z.strictObject({ id: accountId, ...page }),
    listOf(addressSchema),
  ),
  'accounts.postings': read(
    '/v1/accounts/{id}/postings',
    'The postings of an account, newest first',
    z.strictObject({ id: accountId, ...page }),
    listOf(postingSchema),
  ),
  'assets.list': read('/v1/assets', 'The asset registry', z.strictObject(page), listOf(assetSchema)),
  'policies.list': read('/v1/policies', 'The policies in force', z.strictObject(page), listOf(policySchema)),
  'activity.get': read(
    '/v1/activity',
    'What happened to the requests one may see, week by week, and how long what is pending has waited',
    activityInput,
    activitySchema,
  ),
  'policies.versions': read(
    '/v1/policies/{workflow}/versions',
    'Every version of a policy, newest first',
    z.strictObject({ workflow, ...page }),
    listOf(policyVersionSchema),
  ),
} as const;
