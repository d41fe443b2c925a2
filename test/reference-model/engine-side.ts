// The real engine, given the model's commands through its public door, answering in the model's words.
import { createHash } from 'node:crypto';
import type { StepUp } from '../../shared/contract/factors';
import type { OperationName, OutputOf } from '../../shared/contract/operations';
import type { RequestDetail } from '../../shared/contract/requests';
import { Person, type OrganizationUnderTest } from '../engine/organization-under-test';
import { bitcoinAddress, iban } from './destinations';
import { FactorsOfPeople, type Ask, type Asked, type KeptFactors, type Over } from './factors-of-people';
import type { Heard, HeardRequest } from './heard';
import { MAIN, OWNER } from './model/membership';
import type { Command } from './model/perform';
import { initiateWithKey } from './key-door';
import { Names } from './names';
import type { Opened } from './stores';

/** How far the clock goes before a second factor: the next code of an authenticator. */
export const NEXT_CODE_MS = 30_000;

const NO_SESSION = ['unauthenticated', 'session_expired'];

/** What is known of the engine's people and names, for going on from a copy of its database. */
export interface KeptSide {
  readonly names: readonly (readonly [model: string, engine: string])[];
  readonly people: readonly { memberId: string; person: Person }[];
  readonly codes: ReadonlyMap<string, string>;
  readonly factors: KeptFactors;
  readonly destinations: number;
  /** The first account, as the engine calls it. */
  readonly main: string;
}

/** The same person, as a guest of another copy of the organization. */
function copied(person: Person, org: OrganizationUnderTest): Person {
  const copy = new Person(org, person.name, person.email, person.password, person.secret);
  copy.token = person.token;
  copy.id = person.id;
  return copy;
}

export class EngineSide {
  readonly names = new Names();
  readonly people = new Map<string, Person>();
  readonly codes = new Map<string, string>();
  readonly #factors = new FactorsOfPeople();
  #destinations = 0;
  #signIns = 0;

  constructor(
    readonly org: OrganizationUnderTest,
    /** Told when somebody has to sign in again first: that moves the clock, and is a second factor. */
    private readonly signsIn: (memberId: string) => void,
    private readonly maySignIn: (memberId: string) => boolean,
    /** Where it is reached otherwise than by people. */
    public opened: Opened | null = null,
  ) {
    this.names.bind(OWNER, org.owner.id);
    this.names.bind(MAIN, org.main);
    this.people.set(OWNER, org.owner);
  }

  kept(): KeptSide {
    return {
      names: this.names.all(),
      people: [...this.people].map(([memberId, person]) => ({ memberId, person })),
      codes: this.codes,
      factors: this.#factors.kept(),
      destinations: this.#destinations,
      main: this.org.main,
    };
  }

  goOnFrom(kept: KeptSide): void {
    for (const [model, engine] of kept.names) this.names.bind(model, engine);
    for (const { memberId, person } of kept.people) this.people.set(memberId, copied(person, this.org));
    this.org.owner = this.people.get(OWNER) ?? this.org.owner;
    for (const [memberId, code] of kept.codes) this.codes.set(memberId, code);
    this.#factors.goOnFrom(kept.factors);
    this.#destinations = kept.destinations;
  }

  /** Asks as this member, who signs in again where the session is over and the model says that they can. */
  async ask(memberId: string, name: OperationName, input: unknown): Promise<Asked> {
    const person = this.people.get(memberId);
    if (person === undefined) throw new Error(`${memberId} has never been here`);
    const first = await person.call(name, input);
    if (first.ok || !NO_SESSION.includes(first.problem.code) || !this.maySignIn(memberId)) return first;
    this.signsIn(memberId);
    this.#signIns += 1;
    this.org.clock.advance(NEXT_CODE_MS);
    const signedIn = await this.#factors.signIn(memberId, person);
    if (!signedIn.ok) return signedIn;
    // The code that was sent along has gone; having just signed in is as good.
    const { stepUp: _stepUp, ...rest } = input as { stepUp?: unknown };
    return person.call(name, rest);
  }

  async read<T>(memberId: string, name: OperationName, input: unknown = {}): Promise<T> {
    const answer = await this.ask(memberId, name, input);
    if (!answer.ok) throw new Error(`${memberId} reads ${name}: ${answer.problem?.code ?? ''}`);
    return answer.value as T;
  }

  async perform(command: Command): Promise<{ heard: Heard; detail: RequestDetail | null }> {
    switch (command.kind) {
      case 'initiate':
      case 'dry-run':
        return this.#initiate(command);
      case 'approve':
      case 'reject':
        return this.#decide(command);
      case 'cancel':
        return this.#request(
          await this.ask(command.actor, 'requests.cancel', { id: this.names.engine(command.requestId) }),
        );
      case 'accept':
        return this.#accept(command.memberId);
      case 'second-factor':
        return this.#plain(await this.ask(command.actor, 'session.stepUp', await this.#proof(command.actor)));
      case 'add-passkey':
        return this.#addPasskey(command);
      case 'deposit': {
        const { kind: _kind, actor, stepUp, ...deposit } = command;
        const input = { ...(this.names.forEngine(deposit) as object), ...(await this.stepUp(actor, stepUp)) };
        return this.#plain(await this.ask(actor, 'ledger.deposit', input));
      }
      case 'authorize': {
        const { actor, asked } = command;
        const answer = await this.ask(actor, 'authorize', this.names.forEngine(asked));
        if (!answer.ok) return this.#plain(answer);
        return { heard: { ok: true, allowed: (answer.value as { allowed: boolean }).allowed }, detail: null };
      }
      case 'decide-several':
        return this.#decideSeveral(command);
      case 'initiate-with-key':
        return this.#initiateWithKey(command);
      case 'advance':
        this.org.clock.advance(command.ms);
        return { heard: { ok: true }, detail: null };
    }
  }

  /** A second factor sent along, where one is wanted. */
  async stepUp(memberId: string, wanted: boolean | undefined, over: Over = {}): Promise<{ stepUp?: StepUp }> {
    return wanted === true ? { stepUp: await this.#proof(memberId, over) } : {};
  }

  #proof(memberId: string, over: Over = {}): Promise<StepUp> {
    return this.#factors.proof(memberId, this.people.get(memberId), over, this.#asking(memberId));
  }

  /** Asks as this member. */
  #asking(memberId: string): Ask {
    return (name, input) => this.ask(memberId, name, input);
  }

  async #addPasskey({ actor, stepUp }: Extract<Command, { kind: 'add-passkey' }>) {
    const person = this.people.get(actor);
    if (person === undefined) throw new Error(`${actor} has never been here`);
    const sent = await this.stepUp(actor, stepUp);
    return this.#plain(await this.#factors.addPasskey(actor, person, sent, this.#asking(actor)));
  }

  #params(operation: string, params: unknown): object {
    const known = this.names.forEngine(params) as Record<string, unknown>;
    if (operation === 'address.crypto.add')
      return { ...known, network: 'bitcoin', address: bitcoinAddress((this.#destinations += 1)) };
    if (operation === 'address.fiat.add')
      return { ...known, iban: iban((this.#destinations += 1)), beneficiary: 'Example Ltd' };
    if (operation !== 'member.confirm') return known;
    const { memberId } = params as { memberId: string };
    return { ...known, fingerprint: this.#factors.fingerprint(memberId, known['fingerprint']) };
  }

  async #initiate(command: Extract<Command, { kind: 'initiate' | 'dry-run' }>) {
    const { actor, operation, params, accountId, stepUp } = command;
    const answer = await this.ask(actor, 'requests.create', {
      operation,
      params: this.#params(operation, params),
      ...(accountId === undefined ? {} : { accountId: this.names.engine(accountId) }),
      ...(command.kind === 'dry-run' ? { dryRun: true } : await this.stepUp(actor, stepUp)),
    });
    if (command.kind === 'initiate' || !answer.ok) return this.#request(answer);
    const dry = answer.value as {
      outcome: string;
      queuedBecause?: string;
      requiredApprovals: number;
      eligibleApprovers: { id: string }[];
      code?: string;
      missing?: string[];
    };
    if (dry.outcome === 'refuse') {
      const missing = [...(dry.missing ?? [])].sort();
      return { heard: { ok: false as const, code: dry.code ?? '', missing }, detail: null };
    }
    const queues = dry.outcome === 'queue';
    const heard: Heard = {
      ok: true,
      outcome: dry.outcome,
      queuedBecause: dry.queuedBecause ?? null,
      required: queues ? dry.requiredApprovals : 0,
      eligible: queues ? dry.eligibleApprovers.map((m) => this.names.model(m.id)).sort() : [],
    };
    return { heard, detail: null };
  }

  async #initiateWithKey(command: Extract<Command, { kind: 'initiate-with-key' }>) {
    if (this.opened === null) throw new Error('no door for keys');
    const { keyId, operation, params, accountId = '' } = command;
    return this.#request(
      await initiateWithKey(this.opened.engine, this.names.engine(keyId), {
        operation,
        params: this.#params(operation, params),
        accountId: this.names.engine(accountId),
      }),
    );
  }

  async #decideSeveral(command: Extract<Command, { kind: 'decide-several' }>) {
    const { actor, decision, items, stepUp } = command;
    const signIns = this.#signIns;
    const shown: { requestId: string; digest: string }[] = [];
    for (const { requestId, staleView } of items) {
      const id = this.names.engine(requestId);
      const answer = await this.ask(actor, 'requests.get', { id });
      const digest = answer.ok && !staleView ? (answer.value as RequestDetail).digest : '0'.repeat(64);
      shown.push({ requestId: id, digest });
    }
    const digests = shown.map(({ digest }) => digest).sort();
    const answer = await this.ask(actor, 'decisions.create', {
      decision,
      items: shown,
      setDigest: createHash('sha256').update(digests.join('\n')).digest('hex'),
      ...(decision === 'reject' ? { reason: 'none of these' } : {}),
      ...(await this.stepUp(actor, stepUp === true && signIns === this.#signIns, {
        decision,
        requestIds: shown.map(({ requestId }) => requestId),
      })),
    });
    if (!answer.ok) return this.#plain(answer);
    const { results } = answer.value as OutputOf<'decisions.create'>;
    const told = results.map((r) => {
      const outcome = r.ok ? r.status : r.code;
      return `${this.names.model(r.requestId)} ${outcome ?? ''}`;
    });
    return { heard: { ok: true as const, results: told }, detail: null };
  }

  async #decide(command: Extract<Command, { kind: 'approve' | 'reject' }>) {
    const { kind, actor, requestId, staleView, stepUp } = command;
    const id = this.names.engine(requestId);
    const signIns = this.#signIns;
    const shown = await this.ask(actor, 'requests.get', { id });
    const digest = shown.ok && !staleView ? (shown.value as RequestDetail).digest : '0'.repeat(64);
    // Whoever had to sign in for reading has just used that code.
    const over = { decision: kind, requestIds: [id] };
    const input = {
      id,
      digest,
      ...(await this.stepUp(actor, stepUp === true && signIns === this.#signIns, over)),
    };
    return this.#request(
      kind === 'approve'
        ? await this.ask(actor, 'requests.approve', input)
        : await this.ask(actor, 'requests.reject', { ...input, reason: 'not this one' }),
    );
  }

  async #accept(memberId: string) {
    const code = this.codes.get(memberId) ?? 'no such code as this one';
    const person =
      this.people.get(memberId) ?? new Person(this.org, memberId, '', `a long password of ${memberId}`);
    const accepted = await person.call('invitations.accept', { code, password: person.password });
    if (!accepted.ok) return this.#plain(accepted);
    const { member, enrolment, enrolmentToken } = accepted.value as {
      member: { id: string; email?: string };
      enrolment: { totp?: { secret: string } };
      enrolmentToken: string;
    };
    const secret = enrolment.totp?.secret;
    const guest = new Person(this.org, memberId, member.email ?? '', person.password, secret);
    guest.id = member.id;
    this.people.set(memberId, guest);
    await this.#factors.accept(memberId, guest, enrolmentToken);
    return { heard: { ok: true as const }, detail: null };
  }

  #plain(answer: Asked): { heard: Heard; detail: null } {
    if (answer.ok) return { heard: { ok: true }, detail: null };
    const code = answer.problem?.code ?? '';
    const missing = [...(answer.problem?.missing ?? [])].sort();
    return {
      heard: { ok: false, code: NO_SESSION.includes(code) ? 'no_session' : code, missing },
      detail: null,
    };
  }

  #request(answer: Asked): { heard: Heard; detail: RequestDetail | null } {
    if (!answer.ok) return this.#plain(answer);
    const detail = answer.value as RequestDetail;
    return { heard: { ok: true, request: this.heardRequest(detail) }, detail };
  }

  heardRequest(detail: RequestDetail): HeardRequest {
    return {
      status: detail.status,
      queuedBecause: detail.queuedBecause ?? null,
      requiredApprovals: detail.queuedBecause === undefined ? 0 : detail.requiredApprovals,
      approvals: detail.approvals.map((a) => `${this.names.model(a.memberId)} ${a.valid ? 'valid' : 'void'}`),
      failure: detail.failure?.code ?? null,
    };
  }
}
