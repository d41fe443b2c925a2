import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import {
  newPasskey,
  passkeyAssertion,
  type NewPasskey,
  type PasskeyAssertion,
  type PasskeyCreation,
  type PasskeyRequest,
} from '../../shared/contract/passkeys';
import { problem, problemSchema, type Result } from '../../shared/contract/problem';
import type { Caller } from '../backend/governance-api';
import { jsonOf } from '../backend/remote/answer-of';
import { HttpDoor, type Fetch } from '../backend/remote/http-door';
import { problemOf } from '../backend/remote/server-fault';
import type { ServerAddress } from '../backend/remote/server-address';
import type { Timing } from '../backend/remote/timing';
import { isLoopback } from '../server/host-names';
import type { PasskeyLink } from './deep-links';

export type AskedPasskey =
  { kind: 'create'; options: PasskeyCreation } | { kind: 'get'; options: PasskeyRequest };
export type BrowserPasskey = NewPasskey | PasskeyAssertion;

export interface BrowserPasskeysParts {
  fetch: Fetch;
  timing: Timing;
  callerFor(token: null): Caller;
  random(bytes: number): Buffer;
  /** Opens a page of the server in the person’s own browser. */
  openPage(url: string): Promise<void>;
}

interface Waiting {
  readonly id: string;
  readonly verifier: string;
  readonly door: HttpDoor;
  end(result: Result<BrowserPasskey>): void;
}

const CEREMONY_MS = 5 * 60_000;
const GIVEN_UP: Result<never> = {
  ok: false,
  problem: problem('unavailable', 'The passkey in the browser was given up.'),
};
const begunSchema = z.object({ id: z.string().max(100), code: z.string().regex(/^[A-Za-z0-9_-]{16,100}$/) });
const collectedSchema = z.object({ credential: z.union([newPasskey, passkeyAssertion]) });

/**
 * Passkeys of a server, which belong to its own domain: asked for by a page of that server in the system browser, and
 * brought back by a link. Only the desktop that began has the word for which the server gives out what was made.
 */
export class BrowserPasskeys {
  private waiting: Waiting | null = null;
  /** Counts what was asked for or given up: what was begun before is not gone on with. */
  private turn = 0;

  constructor(private readonly parts: BrowserPasskeysParts) {}

  /** One at a time: asking again gives the one before up. */
  async ask(server: ServerAddress, asked: AskedPasskey): Promise<Result<BrowserPasskey>> {
    this.cancel();
    const { turn } = this;
    const door = new HttpDoor(server, this.parts.fetch);
    const verifier = this.parts.random(32).toString('base64url');
    const verifierHash = createHash('sha256').update(verifier).digest('hex');
    const begun = await this.post(door, '', { asked, verifierHash }, begunSchema);
    if (!begun.ok) return begun;
    if (this.turn !== turn) return GIVEN_UP;
    const { id, code } = begun.value;
    const answer = new Promise<Result<BrowserPasskey>>((resolve) => {
      const stopClock = this.parts.timing.after(CEREMONY_MS, () => this.cancel());
      this.waiting = {
        id,
        verifier,
        door,
        end: (result) => {
          stopClock();
          resolve(result);
        },
      };
    });
    await this.parts.openPage(`${pageOrigin(server)}/passkey#${code}`);
    return await answer;
  }

  /** A link came back. One that belongs to no ceremony of this desktop is nothing. */
  async returned({ id, receipt }: PasskeyLink): Promise<void> {
    const { waiting } = this;
    if (waiting === null || waiting.id !== id) return;
    this.waiting = null;
    const { door, verifier } = waiting;
    const collected = await this.post(door, '/collect', { id, receipt, verifier }, collectedSchema);
    waiting.end(collected.ok ? { ok: true, value: collected.value.credential } : collected);
  }

  /** The person goes on with something else. */
  cancel(): void {
    const { waiting } = this;
    this.turn += 1;
    this.waiting = null;
    waiting?.end(GIVEN_UP);
  }

  private async post<S extends z.ZodType>(
    door: HttpDoor,
    path: string,
    body: object,
    schema: S,
  ): Promise<Result<z.output<S>>> {
    const asked = await door.ask(
      { method: 'POST', path: `/v1/passkey-ceremonies${path}`, body: JSON.stringify(body) },
      this.parts.callerFor(null),
    );
    if (!asked.ok) return { ok: false, problem: problemOf(asked.fault, 'read') };
    const value = jsonOf(asked.reply.text);
    if (asked.reply.status === 200) {
      const read = schema.safeParse(value);
      if (read.success) return { ok: true, value: read.data };
    }
    const refused = problemSchema.safeParse(value);
    const { host } = door.address;
    return {
      ok: false,
      problem: refused.success ? refused.data : problem('unavailable', `${host} takes no passkeys.`),
    };
  }
}

/** Whether there are passkeys for what is open: on this computer, or on a server that has a name. */
export function hasPasskeys(server: ServerAddress | null): boolean {
  if (server === null) return true;
  const { hostname } = new URL(server.origin);
  return isLoopback(hostname) || isIP(hostname.replace(/^\[|\]$/g, '')) === 0;
}

/** Passkeys belong to names: a server on this computer is `localhost` to its browser. */
function pageOrigin({ origin, isPlain }: ServerAddress): string {
  const url = new URL(origin);
  return isLoopback(url.hostname) ? `${isPlain ? 'http' : 'https'}://localhost:${url.port}` : origin;
}
