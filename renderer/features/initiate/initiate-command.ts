import type { CallInput } from '../../../shared/contract/bridge';

/** What a form stands for once it is complete: the command that starts a governed request. */
export type InitiateCommand = CallInput<'requests.create'>;
