import { authorizeInput, authorizeOutput, simulateInput, simulateOutput } from '../what-if';
import { write } from './spec';

/** Questions about what somebody may do, and about what would be if. They change nothing and count as no activity. */
export const whatIfOperations = {
  authorize: write(
    '/v1/authorize',
    'Whether someone may do something on an account, and why',
    authorizeInput,
    authorizeOutput,
    { countsAsActivity: false },
  ),
  simulate: write(
    '/v1/simulate',
    'Coverage and outcomes after some changes, with nothing changed',
    simulateInput,
    simulateOutput,
    { countsAsActivity: false },
  ),
} as const;
