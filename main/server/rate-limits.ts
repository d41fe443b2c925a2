import { problem, type Problem } from '../../shared/contract/problem';
import { clientNetwork } from '../engine/client-network';
import { isLoopback } from './host-names';
import type { ServerLimits } from './limits';

interface Bucket {
  tokens: number;
  /** When `tokens` was right, on the monotonic clock. */
  at: number;
}

/** More clients than this at once: those that are owed nothing are forgotten. */
const MOST_REMEMBERED = 10_000;

/** Tokens that come back steadily, a bucket a client. */
export class TokenBuckets {
  readonly #buckets = new Map<string, Bucket>();

  /** @param now milliseconds of a clock that only goes forward */
  constructor(
    private readonly capacity: number,
    private readonly perSecond: number,
    private readonly now: () => number,
  ) {}

  /** Takes a token: null where there was one, else the seconds until there is. `share` makes the bucket larger. */
  take(client: string, share = 1): number | null {
    const bucket = this.#bucketOf(client, share);
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / (this.perSecond * share));
    bucket.tokens -= 1;
    return null;
  }

  /** What was taken turned out to cost nothing. */
  giveBack(client: string): void {
    const bucket = this.#buckets.get(client);
    if (bucket) bucket.tokens += 1;
  }

  #bucketOf(client: string, share: number): Bucket {
    const now = this.now();
    const full = this.capacity * share;
    let bucket = this.#buckets.get(client);
    if (bucket === undefined) {
      if (this.#buckets.size >= MOST_REMEMBERED) this.#forget(now);
      bucket = { tokens: full, at: now };
      this.#buckets.set(client, bucket);
    }
    bucket.tokens = Math.min(full, bucket.tokens + ((now - bucket.at) / 1000) * this.perSecond * share);
    bucket.at = now;
    return bucket;
  }

  #forget(now: number): void {
    for (const [client, { tokens, at }] of this.#buckets)
      if (tokens + ((now - at) / 1000) * this.perSecond >= this.capacity) this.#buckets.delete(client);
    // All of them are owed something: who came first is forgotten first, so that memory stays bounded.
    for (const client of this.#buckets.keys()) {
      if (this.#buckets.size < MOST_REMEMBERED) return;
      this.#buckets.delete(client);
    }
  }
}

/** A loopback address may be a proxy that stands for everybody. */
const LOOPBACK_SHARE = 10;
const BURST_SECONDS = 10;

/** Keeps one client from taking the server away from the others. Guessing is throttled by the engine, by itself. */
export class RateLimits {
  readonly #requests: TokenBuckets | null;
  readonly #signIns: TokenBuckets | null;
  readonly #keys: TokenBuckets | null;

  constructor(
    {
      requestsPerSecond,
      signInsPerMinute,
      callsPerKeyPerSecond: calls,
    }: Pick<ServerLimits, 'requestsPerSecond' | 'signInsPerMinute' | 'callsPerKeyPerSecond'>,
    now: () => number = () => performance.now(),
  ) {
    const requests = requestsPerSecond;
    this.#requests = requests === null ? null : new TokenBuckets(requests * BURST_SECONDS, requests, now);
    this.#signIns =
      signInsPerMinute === null ? null : new TokenBuckets(signInsPerMinute, signInsPerMinute / 60, now);
    this.#keys = calls === null ? null : new TokenBuckets(calls * BURST_SECONDS, calls, now);
  }

  /** Every request counts. */
  request(address: string): Problem | null {
    return judge(this.#requests, address, 'Too many requests from your address');
  }

  /** What hashes a password or guesses a code counts once more; give back what came to neither. */
  signIn(address: string): Problem | null {
    return judge(this.#signIns, address, 'Too many attempts to sign in from your address');
  }

  /** Calls signed with one API key, wherever they come from. */
  key(keyId: string): Problem | null {
    const wait = this.#keys?.take(keyId) ?? null;
    return wait === null
      ? null
      : problem('rate_limited', 'Too many calls with this key', { retryAfterSeconds: wait });
  }

  giveBackSignIn(address: string): void {
    this.#signIns?.giveBack(clientNetwork(address));
  }
}

function judge(buckets: TokenBuckets | null, address: string, detail: string): Problem | null {
  const wait = buckets?.take(clientNetwork(address), isLoopback(address) ? LOOPBACK_SHARE : 1) ?? null;
  return wait === null ? null : problem('rate_limited', detail, { retryAfterSeconds: wait });
}
