import axios, { type AxiosInstance } from 'axios';
import { PRODUCT_VERSION } from '../../../shared/contract/version';
import type { Caller } from '../governance-api';
import type { OperationRequest } from './request-of';
import type { ServerAddress } from './server-address';
import type { Timing } from './timing';
import { answeredWrongly, faultOf, type ServerFault } from './server-fault';

/** The fetch to go through: Electron's in the desktop, so that system proxy and company certificates count. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface Reply {
  status: number;
  contentType: string;
  /** The `Date` header. */
  date: string | null;
  text: string;
}
export type Asked = { ok: true; reply: Reply } | { ok: false; fault: ServerFault };

/** Password hashing and a disk's sync stand in it; beyond that nobody waits. */
const PATIENCE_MS = 20_000;
const LARGEST_ANSWER = 16 * 1024 * 1024;
/** What was asked last (a sign-out, most of the time) may take this long to arrive. */
const CLOSE_WITHIN_MS = 1500;

/** Sends one request to the server and takes its whole answer, or says why there is none. Never throws. */
export class HttpDoor {
  readonly #client: AxiosInstance;
  readonly #underWay = new Set<Promise<Asked>>();
  readonly #abort = new AbortController();

  constructor(
    readonly address: ServerAddress,
    fetch: Fetch,
  ) {
    this.#client = axios.create({
      baseURL: address.origin,
      adapter: 'fetch',
      env: { fetch },
      timeout: PATIENCE_MS,
      maxContentLength: LARGEST_ANSWER,
      // Judged here: every status is an answer, and its text is read only once it is known what it should be.
      validateStatus: () => true,
      responseType: 'text',
      transformRequest: [(data: unknown) => data],
      transformResponse: [(data: unknown) => data],
      withCredentials: false,
      fetchOptions: { redirect: 'error', cache: 'no-store', referrerPolicy: 'no-referrer' },
    });
  }

  async ask(request: OperationRequest, caller: Caller): Promise<Asked> {
    const asking = this.#send(request, caller);
    this.#underWay.add(asking);
    try {
      return await asking;
    } finally {
      this.#underWay.delete(asking);
    }
  }

  /** Lets what is under way arrive, for a moment, and gives up what doesn't. */
  async close(timing: Timing): Promise<void> {
    const cancel = timing.after(CLOSE_WITHIN_MS, () => this.#abort.abort());
    await Promise.all(this.#underWay);
    cancel();
    this.#abort.abort();
  }

  async #send({ method, path, body }: OperationRequest, caller: Caller): Promise<Asked> {
    try {
      const answer = await this.#client.request<unknown>({
        method,
        url: path,
        data: body ?? undefined,
        signal: this.#abort.signal,
        headers: {
          ...headersOf(caller),
          ...(body === null ? {} : { 'Content-Type': 'application/json' }),
          ...(caller.idempotencyKey === undefined ? {} : { 'Idempotency-Key': caller.idempotencyKey }),
        },
      });
      const { status, data } = answer;
      // What a fetch that can't refuse redirects makes of one.
      if (status === 0 || (status >= 300 && status < 400))
        return { ok: false, fault: faultOf(new Error('redirect'), this.address.host) };
      if (typeof data !== 'string') return { ok: false, fault: answeredWrongly('The answer is no text.') };
      return {
        ok: true,
        reply: {
          status,
          contentType: String(answer.headers['content-type'] ?? ''),
          date: typeof answer.headers['date'] === 'string' ? answer.headers['date'] : null,
          text: data,
        },
      };
    } catch (error) {
      return { ok: false, fault: faultOf(error, this.address.host) };
    }
  }
}

/** Who asks: the session, and the device by the name that the audit ledger shows. */
export function headersOf({ token, device }: Caller): Record<string, string> {
  const name = device
    .replace(/[^\x20-\x7e]/g, '')
    .trim()
    .slice(0, 100);
  return {
    Accept: 'application/json',
    'User-Agent': name === '' ? `Countersign ${PRODUCT_VERSION}` : name,
    ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
  };
}
