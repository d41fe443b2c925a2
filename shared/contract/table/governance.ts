import { z } from 'zod';
import {
  appliedGovernanceSchema,
  applyGovernanceInput,
  governanceFile,
  governancePlanSchema,
} from '../governance';
import { empty } from '../primitives';
import { read, write } from './spec';

/** Governance as a file, for who may see access and policies: what is in force, what another file would change. */
export const governanceOperations = {
  'governance.file': read(
    '/v1/governance/file',
    'Roles, grants by e-mail and policies as a file',
    empty,
    governanceFile,
  ),
  'governance.plan': write(
    '/v1/governance/plan',
    'What a governance file would change, request by request, with nothing changed',
    z.strictObject({ file: governanceFile }),
    governancePlanSchema,
    { countsAsActivity: false },
  ),
  'governance.apply': write(
    '/v1/governance/apply',
    'Initiate the requests of a plan, if it still is what it was',
    applyGovernanceInput,
    appliedGovernanceSchema,
  ),
} as const;
