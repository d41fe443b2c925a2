import type { AnyEvent } from '../../../shared/contract/events';
import type { MemberId, RequestId } from '../../../shared/contract/primitives';
import { holds, knowsAccount, seesAccount, seesMember } from '../../../shared/domain/members';
import { seesRequest } from '../../../shared/domain/requests/approvers';
import type { GovernedRequest, Member, State } from '../../../shared/domain/state';
import type { Told } from '../../backend/governance-api';
import { encode } from '../codec';
import { presentRow } from '../present/requests';
import { happeningOf, type Happening } from './happening';
import type { Entry } from './ledger-tail';

export interface TellingParts {
  state(): State;
  /** Changes whenever the state does. */
  revision(): number;
  findRequest(id: RequestId): GovernedRequest | undefined;
}

/** One entry of the ledger, prepared for whoever asks. */
interface Prepared {
  readonly happening: Happening | null;
  readonly request: GovernedRequest | undefined;
  /** Members named in it, who may see it with other eyes than anybody else with the same grants. */
  readonly named: ReadonlySet<string>;
  readonly told: Map<string, Told | null>;
}

/** What is different between two members with the same powers. Whatever else a member has counts as power. */
const SAYS_WHO: ReadonlySet<string> = new Set<keyof Member>([
  'id',
  'displayName',
  'email',
  'invitedBy',
  'invitationExpiresAt',
  'replaces',
  'recoveryCodesLeft',
  'roleId',
  'version',
  'grantsChangedAt',
]);

const MOST_PREPARED = 2_000;

/**
 * Says what an entry looks like to a reader now (§12). Readers with the same standing see the same unless the entry
 * names one of them, so each look is made once, however many look on.
 */
export class Telling {
  readonly #parts: TellingParts;
  readonly #standings = new WeakMap<Member, string>();
  #prepared = new Map<number, Prepared>();
  #revision = -1;

  constructor(parts: TellingParts) {
    this.#parts = parts;
  }

  /** Null where the reader may not see it. */
  tell(reader: Member, entry: Entry): Told | null {
    const prepared = this.#prepare(entry);
    const { happening, request, named, told } = prepared;
    if (happening === null) return null;
    const key = named.has(reader.id) ? reader.id : this.#standingOf(reader);
    const known = told.get(key);
    if (known !== undefined) return known;
    const event = seen(this.#parts.state(), reader, happening, request);
    const made = event === null ? null : { id: String(entry.seq), event };
    told.set(key, made);
    return made;
  }

  #prepare({ seq, event }: Entry): Prepared {
    const revision = this.#parts.revision();
    if (revision !== this.#revision || this.#prepared.size > MOST_PREPARED) {
      this.#prepared = new Map();
      this.#revision = revision;
    }
    let prepared = this.#prepared.get(seq);
    if (prepared === undefined) {
      const happening = happeningOf(event);
      const request = happening?.of === 'request' ? this.#parts.findRequest(happening.requestId) : undefined;
      const named = new Set(`${encode(event)}${encode(request ?? null)}`.match(/mem_[0-9a-f]+/g));
      prepared = { happening, request, named, told: new Map() };
      this.#prepared.set(seq, prepared);
    }
    return prepared;
  }

  /** Everything about a member that decides what they see and may do, but who they are. */
  #standingOf(member: Member): string {
    let standing = this.#standings.get(member);
    if (standing === undefined) {
      const factors = [...new Set(member.factors.map(({ kind }) => kind))].sort();
      const rest = Object.entries(member).filter(([key]) => !SAYS_WHO.has(key));
      standing = encode({ ...Object.fromEntries(rest), factors });
      this.#standings.set(member, standing);
    }
    return standing;
  }
}

function seen(
  state: State,
  reader: Member,
  happening: Happening,
  request: GovernedRequest | undefined,
): AnyEvent | null {
  switch (happening.of) {
    case 'request': {
      if (!request || !seesRequest(reader, request)) return null;
      const { requestId, what } = happening;
      const row = presentRow(state, reader, request);
      return { name: 'request.changed', payload: { requestId, what, row } };
    }
    case 'policy':
      return { name: 'policy.changed', payload: { workflow: happening.workflow } };
    case 'access':
      return { name: 'access.changed', payload: { memberId: ifSeen(reader, happening.memberId) } };
    case 'access-details': {
      const { memberId } = happening;
      const sees = memberId === null ? holds(reader, 'view', 'access', null) : seesMember(reader, memberId);
      return sees ? { name: 'access.changed', payload: { memberId } } : null;
    }
    case 'account': {
      const { accountId } = happening;
      return knowsAccount(reader, accountId) ? { name: 'account.changed', payload: { accountId } } : null;
    }
    case 'addresses': {
      const { account } = happening;
      const accountId =
        'accountId' in account ? account.accountId : state.addresses.get(account.addressId)?.accountId;
      return accountId !== undefined && seesAccount(reader, accountId)
        ? { name: 'address.changed', payload: { accountId } }
        : null;
    }
    case 'balance': {
      const { accountId } = happening;
      return seesAccount(reader, accountId) ? { name: 'balance.changed', payload: { accountId } } : null;
    }
  }
}

function ifSeen(reader: Member, memberId: MemberId | null): MemberId | null {
  return memberId !== null && seesMember(reader, memberId) ? memberId : null;
}
