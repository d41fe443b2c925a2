import type { KeyFault, SignedCall } from '../../../shared/contract/key-calls';
import type { KeyId } from '../../../shared/contract/primitives';
import { keyHolder, keyWorks, type KeyHolder } from '../../../shared/domain/service-users';
import type { EngineParts } from '../parts';
import { compiled, sql } from '../store/statement';
import type { Tables } from '../store/tables';
import { isAllowedFrom } from './allowed-addresses';
import { apiKeyContext } from './api-keys';
import { isSignedBy } from './signed-message';

type KeyRow = Tables['api_keys'] & { key_id: KeyId };

/** One note in the ledger per key and reason in this time: whoever knocks without end doesn't fill the disk. */
const NOTED_EVERY_MS = 60_000;

/** Finds out whose call it is. */
export class KeyAuthentication {
  readonly #engine: EngineParts;
  /** When a refusal was noted last, by key and reason; as many as there are keys. */
  readonly #noted = new Map<string, number>();

  constructor(engine: EngineParts) {
    this.#engine = engine;
  }

  /**
   * Gives the key behind a call, with its Service User, as both are now. A nonce that came with the right signature from
   * a right place is used up for good before this resolves, whatever the call comes to: nothing is ever done twice.
   */
  async authenticate(call: SignedCall): Promise<KeyHolder | KeyFault> {
    const { store, journal, box } = this.#engine;
    const row = store.first<KeyRow>(
      compiled(sql.selectFrom('api_keys').selectAll().where('api_key', '=', call.apiKey)),
    );
    const holder = row && keyHolder(journal.state, row.key_id);
    if (!row || !holder) return 'key';
    const secret = box.open(row.sealed_secret, apiKeyContext(row.key_id));
    if (!isSignedBy(secret, call.message, call.signature)) return this.#refuse(row, 'signature', call);
    if (!isAllowedFrom(holder.key.ipAllowList, call.address)) return this.#refuse(row, 'address', call);
    const isNew = call.nonce !== null && call.nonce > BigInt(row.last_nonce);
    const works = keyWorks(journal.state, journal.now(), holder);
    // Nothing waits between reading the row and this: two calls with one nonce can't both find it new.
    if (isNew) await this.#useUp(row, call.nonce, works);
    if (!works) return this.#refuse(row, 'key', call);
    if (!isNew) return this.#refuse(row, 'nonce', call);
    // Writing took a turn of its own; whoever was disabled in it is judged as they are now.
    const now = keyHolder(journal.state, row.key_id);
    return now && keyWorks(journal.state, journal.now(), now) ? now : 'key';
  }

  #useUp({ key_id, last_used_at }: KeyRow, nonce: bigint | null, works: boolean): Promise<void> {
    const { store, journal } = this.#engine;
    const used = sql
      .updateTable('api_keys')
      .set({ last_nonce: String(nonce), last_used_at: works ? journal.now() : last_used_at })
      .where('key_id', '=', key_id);
    return store.commit([compiled(used)]);
  }

  async #refuse({ key_id }: KeyRow, because: KeyFault, { address }: SignedCall): Promise<KeyFault> {
    const { journal } = this.#engine;
    const now = journal.now();
    const last = this.#noted.get(`${key_id} ${because}`);
    if (last === undefined || now >= last + NOTED_EVERY_MS) {
      this.#noted.set(`${key_id} ${because}`, now);
      const payload = { keyId: key_id, because, address };
      await journal.note({ id: null, device: null }, [{ type: 'key.refused', payload }]);
    }
    return because;
  }
}
