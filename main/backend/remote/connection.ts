/** How the desktop stands to its server. `since` in epoch milliseconds. */
export interface ConnectionState {
  readonly status: 'online' | 'connecting' | 'offline';
  readonly since: number;
  /** Why it isn't online, in a sentence; null while it is. */
  readonly because: string | null;
}

/**
 * Follows whether the server can be reached. A first failure is only doubt (`connecting`), since connections do break
 * and come back; the second one in a row is `offline`, since the first.
 */
export class Connection {
  #state: ConnectionState;

  constructor(
    private readonly now: () => number,
    private readonly onChange: (state: ConnectionState) => void,
  ) {
    this.#state = { status: 'connecting', since: now(), because: null };
  }

  get current(): ConnectionState {
    return this.#state;
  }

  reached(): void {
    if (this.#state.status !== 'online') this.#show({ status: 'online', since: this.now(), because: null });
  }

  /** It was lost, or couldn't be had. */
  failed(because: string): void {
    const { status, since } = this.#state;
    if (status === 'online') this.#show({ status: 'connecting', since: this.now(), because });
    else if (status === 'connecting') this.#show({ status: 'offline', since, because });
    else if (this.#state.because !== because) this.#show({ status, since, because });
  }

  #show(state: ConnectionState): void {
    this.#state = state;
    this.onChange(state);
  }
}
