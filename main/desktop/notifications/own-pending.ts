import type { EventPayload } from '../../../shared/contract/events';
import type { MemberId, RequestId } from '../../../shared/contract/primitives';
import type { RequestRow } from '../../../shared/contract/requests';
import { isOwnAsShown } from '../../../shared/domain/requests/approvers';

/** A person's own requests that haven't ended yet, so that an ending is noticed even where nobody told of it. */
export class OwnPending {
  readonly #ids = new Set<RequestId>();

  constructor(private readonly me: MemberId) {}

  follow({ requestId, row }: EventPayload<'request.changed'>): void {
    if (row === null || !isOwnAsShown(row, this.me)) return;
    if (row.status === 'pending') this.#ids.add(requestId);
    else this.#ids.delete(requestId);
  }

  /** Takes what is pending now. @returns those that were and are no more */
  replaceAll(rows: readonly RequestRow[]): RequestId[] {
    const now = new Set(rows.map(({ id }) => id));
    const ended = [...this.#ids].filter((id) => !now.has(id));
    this.#ids.clear();
    for (const id of now) this.#ids.add(id);
    return ended;
  }
}
