import { concernOf, mayRead, type Places } from '../../../shared/domain/audit/concern';
import type { Workflow } from '../../../shared/contract/organization';
import type { AccountId } from '../../../shared/contract/primitives';
import type { Member } from '../../../shared/domain/state';
import { decode } from '../codec';
import type { LedgerRow } from '../ledger';
import type { EngineParts } from '../parts';
import { compiled, sql } from '../store/statement';

interface RequestPlace {
  readonly workflow: Workflow;
  readonly accountId: AccountId | null;
  readonly number: number;
}

/** What entries name by id, looked up once each for one page. */
export class PagePlaces implements Places {
  readonly #engine: EngineParts;
  readonly #requests = new Map<string, RequestPlace | null>();

  constructor(engine: EngineParts) {
    this.#engine = engine;
  }

  request(id: string): RequestPlace | null {
    let place = this.#requests.get(id);
    if (place === undefined) {
      const row = this.#engine.store.first<{
        workflow: Workflow;
        account_id: AccountId | null;
        number: number;
      }>(
        compiled(
          sql.selectFrom('requests').select(['workflow', 'account_id', 'number']).where('id', '=', id),
        ),
      );
      place = row ? { workflow: row.workflow, accountId: row.account_id, number: row.number } : null;
      this.#requests.set(id, place);
    }
    return place;
  }

  addressAccount(id: string): AccountId | null {
    return this.#engine.journal.state.addresses.get(id as never)?.accountId ?? null;
  }

  /** Whether this reader may have the payload of an entry; one that can’t be read is for nobody. */
  shownTo(reader: Member, row: LedgerRow): boolean {
    const payload = payloadOf(row);
    return payload !== null && mayRead(reader, concernOf(row.type, payload, this));
  }
}

/** What the payload says; null for one that was damaged, which verifying tells. */
function payloadOf({ payload }: LedgerRow): unknown {
  try {
    return decode(payload);
  } catch {
    return null; // damaged on the disk: the verifier names the entry
  }
}
