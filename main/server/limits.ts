/** What one client, or all of them together, may ask of the server. Milliseconds where nothing else is said. */
export interface ServerLimits {
  /** Requests a second from one address, on average; null for no limit. */
  requestsPerSecond: number | null;
  /** Tries a minute from one address to sign in, enrol or accept an invitation; null for no limit. */
  signInsPerMinute: number | null;
  /** Calls a second with one API key, on average; null for no limit. */
  callsPerKeyPerSecond: number | null;
  connections: number;
  /** Event streams that one token may hold open at the same time: below all connections, so that others get in. */
  streamsPerToken: number;
  /** Until the head of a request, and all of it, must have arrived. */
  headersMs: number;
  requestMs: number;
  /** A connection on which nothing moves for so long is closed. */
  idleMs: number;
  /** A connection that waits for its next request. */
  keepAliveMs: number;
  /** How often streams are told that they are alive, and looked after. */
  heartbeatMs: number;
  /** A stream whose reader takes nothing for so long is closed. */
  stalledMs: number;
  /** What is still unanswered so long after the order to stop is cut off. */
  closingMs: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  requestsPerSecond: 200,
  signInsPerMinute: 60,
  callsPerKeyPerSecond: 10,
  connections: 4_096,
  streamsPerToken: 1_024,
  headersMs: 10_000,
  requestMs: 30_000,
  idleMs: 60_000,
  keepAliveMs: 5_000,
  heartbeatMs: 10_000,
  stalledMs: 30_000,
  closingMs: 10_000,
};
