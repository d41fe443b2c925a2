import type { AccountId, AddressId, MemberId } from '../../shared/contract/primitives';
import type { DestinationKey } from './destinations';
import type { AccountKey, PersonKey } from './keys';
import type { SampleGrant } from './story';

/** Grants as the contract takes them inside `params`, which is plain JSON: a type, since interfaces aren’t. */
type JsonGrants = {
  workflows: Record<string, string | string[]>[];
  accounts: string[];
};

/** The ids the engine gave to what the story knows by key. */
export class Ids {
  readonly members = new Map<PersonKey, MemberId>();
  readonly accounts = new Map<AccountKey, AccountId>();
  readonly addresses = new Map<DestinationKey, AddressId>();

  member(key: PersonKey): MemberId {
    return known(this.members, key);
  }
  account(key: AccountKey): AccountId {
    return known(this.accounts, key);
  }
  address(key: DestinationKey): AddressId {
    return known(this.addresses, key);
  }

  /** Grants in the contract's shape; the story gives workflow permissions only. */
  grants(given: readonly SampleGrant[]): JsonGrants {
    return {
      workflows: given.map(({ workflow, on, permissions }) => ({
        workflow,
        ...(on === undefined ? {} : { accountId: on === '*' ? '*' : this.account(on) }),
        permissions: [...permissions],
      })),
      accounts: [],
    };
  }
}

function known<K, V>(from: ReadonlyMap<K, V>, key: K): V {
  const id = from.get(key);
  if (id === undefined) throw new Error(`The story mentions ${String(key)} before it exists`);
  return id;
}
