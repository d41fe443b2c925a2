import type { KeyCallInput, KeyCallName, KeyCallOutputs } from '../../../shared/contract/key-calls';
import type { AccountId } from '../../../shared/contract/primitives';
import { refuse, type Refusal } from '../../../shared/domain/refusal';
import { accountOfKey, type KeyHolder } from '../../../shared/domain/service-users';
import type { Actor, AuditNote } from '../journal';
import type { EngineParts } from '../parts';

/** Who calls with a key, once that is known. */
export interface KeyInUse extends KeyHolder {
  /** Where the call came from. */
  readonly address: string;
}

/** The one account that the key acts on; `permission_denied` where its Service User has come to have several, and it names none. */
export function accountIn(from: KeyInUse): AccountId | Refusal {
  return accountOfKey(from) ?? refuse('permission_denied', 'This key names none of its several accounts.');
}

/** Answers a call signed with a key. */
export type KeyHandler<N extends KeyCallName> = (
  engine: EngineParts,
  input: KeyCallInput<N>,
  from: KeyInUse,
) => Promise<KeyCallOutputs[N] | Refusal> | KeyCallOutputs[N] | Refusal;

/** Who did it, as the ledger says it: the Service User, by the key that stands where a member's device stands. */
export function actorOf({ serviceUser, key }: KeyInUse): Actor {
  return { id: serviceUser.id, device: `API key “${key.label}”` };
}

/** Beside what was done with a key: from where. */
export function useOf({ key, address }: KeyInUse): AuditNote {
  return { type: 'key.used', payload: { keyId: key.id, address } };
}
