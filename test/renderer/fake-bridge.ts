import type {
  Bridge,
  CallInput,
  CallName,
  CallOutput,
  PageEventName,
  PageEventPayload,
} from '../../shared/contract/bridge';
import type { DesktopState } from '../../shared/contract/desktop-calls';
import type { SessionView } from '../../shared/contract/organization';
import { problem, type Problem, type ProblemCode, type Result } from '../../shared/contract/problem';
import type { RequestRow } from '../../shared/contract/requests';
import {
  FINGERPRINT,
  policies,
  postings,
  recoveryCodes,
  begunEnrolment,
  someMembers,
  someRoles,
  someServiceUsers,
} from './sample-governance';
import { accounts, addresses, aDesktop, aDetail, aQueue, aSession, at } from './sample-data';

type Handlers = { [N in CallName]?: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>> };
export interface MadeCall {
  name: string;
  input: unknown;
}

/** A refusal, to be thrown by a handler. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(code: ProblemCode, detail = '', extras: Partial<Problem> = {}) {
    super(code);
    this.problem = { ...problem(code, detail), ...extras };
  }
}

/** A server that has an organization, found at any address. */
export function aServer(address: string): CallOutput<'desktop.checkServer'> {
  const origin = address.includes('://') ? address : `https://${address}`;
  return {
    address: origin,
    host: origin.replace(/^https?:\/\//, ''),
    isPlain: origin.startsWith('http:'),
    version: '0.1.0',
    hasOrganization: true,
  };
}

/**
 * Stands where preload's bridge does, for component tests only: the product itself has no mock. Answers from the sample
 * data; a test replaces what it is about with `on`, and tells events with `emit`.
 */
export class FakeBridge implements Bridge {
  readonly calls: MadeCall[] = [];
  desktop: DesktopState;
  queue: RequestRow[];
  private readonly listeners = new Map<string, Set<(payload: unknown) => void>>();
  private readonly handlers: Handlers;

  constructor(desktop: DesktopState = aDesktop(), queue: RequestRow[] = aQueue()) {
    this.desktop = desktop;
    this.queue = queue;
    this.handlers = this.ordinary();
  }

  /** Replaces the answer to one call. */
  on<N extends CallName>(
    name: N,
    handler: (input: CallInput<N>) => CallOutput<N> | Promise<CallOutput<N>>,
  ): this {
    (this.handlers as Record<string, unknown>)[name] = handler;
    return this;
  }

  emit<N extends PageEventName>(name: N, payload: PageEventPayload<N>): void {
    for (const listener of this.listeners.get(name) ?? []) listener(payload);
  }

  /** Changes the desktop's state and tells it. */
  change(change: Partial<DesktopState>): void {
    this.desktop = { ...this.desktop, ...change };
    this.emit('desktop.changed', this.desktop);
  }

  callsOf(name: CallName): MadeCall[] {
    return this.calls.filter((one) => one.name === name);
  }

  async invoke(name: string, input: unknown): Promise<Result<unknown>> {
    this.calls.push({ name, input });
    const handler = (this.handlers as Record<string, ((input: unknown) => unknown) | undefined>)[name];
    if (!handler) return { ok: false, problem: problem('method_not_allowed', name) };
    try {
      return { ok: true, value: await handler(input) };
    } catch (error) {
      if (error instanceof Refused) return { ok: false, problem: error.problem };
      throw error;
    }
  }

  subscribe(name: string, listener: (payload: unknown) => void): () => void {
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all);
    all.add(listener);
    return () => all.delete(listener);
  }

  private signIn(session: SessionView): SessionView {
    this.desktop = { ...this.desktop, session, signedOutBecause: null, lastEmail: session.member.email };
    this.emit('desktop.changed', this.desktop);
    return session;
  }

  private session(): SessionView {
    if (!this.desktop.session) throw new Refused('unauthenticated');
    return this.desktop.session;
  }

  private row(id: string): RequestRow {
    const row = this.queue.find((one) => one.id === id);
    if (!row) throw new Refused('not_found');
    return row;
  }

  private list(input: CallInput<'requests.list'>): CallOutput<'requests.list'> {
    const q = input.q?.toLowerCase() ?? '';
    const rows = this.queue
      .filter(
        (row) =>
          input.status === undefined ||
          (input.status === 'ended' ? row.status !== 'pending' : row.status === input.status),
      )
      .filter((row) => input.view !== 'mine-to-decide' || row.canDecide)
      .filter((row) => input.view !== 'initiated-by-me' || row.initiator.id === this.session().member.id)
      .filter((row) => `r-${String(row.number)} ${JSON.stringify(row.view)}`.toLowerCase().includes(q))
      .sort((a, b) =>
        input.sort === 'expiry'
          ? (a.expiresAt ?? '').localeCompare(b.expiresAt ?? '')
          : b.createdAt.localeCompare(a.createdAt),
      );
    if (input.sort === 'oldest') rows.reverse();
    const from = Number(input.cursor ?? 0);
    const to = from + Number(input.limit ?? 50);
    return { items: rows.slice(from, to), nextCursor: to < rows.length ? String(to) : null };
  }

  private decided(
    id: string,
    decision: 'approved' | 'rejected',
    reason: string,
  ): CallOutput<'requests.approve'> {
    const before = this.row(id);
    const signed = before.validApprovals + (decision === 'approved' ? 1 : 0);
    const status =
      decision === 'rejected' ? 'rejected' : signed >= before.requiredApprovals ? 'completed' : 'pending';
    const after: RequestRow = {
      ...before,
      validApprovals: signed,
      status,
      canDecide: false,
      myDecision: decision,
      ...(status === 'pending' ? {} : { endedAt: at(0) }),
    };
    this.queue = this.queue.map((row) => (row.id === id ? after : row));
    const { member } = this.session();
    return aDetail(
      after,
      decision === 'rejected'
        ? { rejection: { memberId: member.id, displayName: member.displayName, at: at(0), reason } }
        : {},
    );
  }

  private ordinary(): Handlers {
    return {
      'desktop.state': () => this.desktop,
      'desktop.ready': () => ({}),
      'desktop.window': () => ({}),
      'desktop.looksAt': () => ({}),
      'desktop.openSample': () => {
        this.change({ profile: aDesktop().profile });
        return this.desktop;
      },
      'desktop.leave': () => {
        this.change({ profile: null, session: null, lastEmail: null });
        return this.desktop;
      },
      'desktop.openLocal': () => {
        const name = this.desktop.localOrganization?.name ?? '';
        this.change({ profile: { kind: 'local', organizationName: name, status: 'ready', people: [] } });
        return this.desktop;
      },
      'desktop.checkServer': ({ address }) => aServer(address),
      'desktop.connect': ({ address }) => {
        const { host } = aServer(address);
        const name = this.desktop.servers.find((one) => one.address === address)?.name ?? host;
        this.change({
          profile: { kind: 'remote', organizationName: name, status: 'ready', people: [], server: host },
          connection: { status: 'online', since: at(0), because: null },
          servers: [{ address, name }, ...this.desktop.servers.filter((one) => one.address !== address)],
        });
        return this.desktop;
      },
      'desktop.forgetServer': ({ address }) => {
        this.change({ servers: this.desktop.servers.filter((one) => one.address !== address) });
        return this.desktop;
      },
      'desktop.reconnect': () => this.desktop,
      'desktop.dismissAcceptLink': () => {
        this.change({ acceptLink: null });
        return this.desktop;
      },
      'desktop.createOrganization': () => begunEnrolment,
      'desktop.acceptInvitation': () => ({
        ...begunEnrolment,
        displayName: 'Bea Okonkwo',
        email: 'bea@harbor.example',
      }),
      'desktop.confirmEnrolment': ({ code }) => {
        if (code !== '123456') throw new Refused('second_factor_invalid');
        return { recoveryCodes, fingerprint: FINGERPRINT };
      },
      'desktop.finishEnrolment': ({ recoveryCode }) => {
        if (!recoveryCodes.includes(recoveryCode)) {
          const message = 'This is none of the ten codes shown.';
          throw new Refused('validation_failed', message, { errors: [{ path: 'recoveryCode', message }] });
        }
        const profile = { kind: 'local', organizationName: 'Harbor', status: 'ready', people: [] } as const;
        this.desktop = { ...this.desktop, profile: this.desktop.profile ?? { ...profile, people: [] } };
        return this.signIn(aSession());
      },
      'desktop.setNotifications': (chosen) => {
        const kept = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
        this.change({ notifications: { ...this.desktop.notifications, ...kept } });
        return this.desktop;
      },
      'desktop.setSessionEnds': (chosen) => {
        const kept = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
        this.change({ sessionEnds: { ...this.desktop.sessionEnds, ...kept } });
        return this.desktop;
      },
      'desktop.setStartAtLogin': ({ on }) => {
        this.change({ startAtLogin: on });
        return this.desktop;
      },
      'desktop.copySecret': () => ({}),
      'desktop.showLog': () => ({}),
      'desktop.diagnostics': () => ({
        version: '1.0.0',
        electron: '45.4.1',
        chromium: '150.0.0.0',
        node: '24.9.0',
        system: 'Linux 6.1.0, x64',
        logFile: '/home/ingrid/.config/Countersign/logs/main.log',
        dataFolder: '/home/ingrid/.config/Countersign',
      }),
      'desktop.setClosing': ({ closing }) => {
        this.change({ closing });
        return this.desktop;
      },
      'members.list': () => ({ items: someMembers(), nextCursor: null }),
      'serviceUsers.list': () => ({ items: someServiceUsers(), nextCursor: null }),
      'roles.list': () => ({ items: someRoles(), nextCursor: null }),
      'policies.list': () => ({ items: policies, nextCursor: null }),
      'accounts.postings': ({ id }) => ({
        items: postings.filter((one) => one.accountId === id),
        nextCursor: null,
      }),
      'desktop.setAppearance': ({ appearance }) => {
        this.change({ appearance });
        return this.desktop;
      },
      'desktop.signInMethods': () => ({ methods: ['totp', 'passkey'] }),
      'desktop.signIn': ({ totp }) => {
        if (totp !== '123456') throw new Refused('unauthenticated');
        return this.signIn(aSession());
      },
      'desktop.signInAsSamplePerson': () => this.signIn(aSession()),
      'desktop.sampleCode': () => ({ totp: '482911', readyInSeconds: 0 }),
      'desktop.signOut': () => {
        this.change({ session: null, signedOutBecause: 'user' });
        return {};
      },
      'session.get': () => this.session(),
      'session.touch': () => this.session(),
      'accounts.list': () => ({ items: accounts, nextCursor: null }),
      'accounts.addresses': ({ id }) => ({
        items: addresses.filter((one) => one.accountId === id),
        nextCursor: null,
      }),
      'requests.list': (input) => this.list(input),
      'requests.counts': () => ({
        mineToDecide: this.queue.filter((row) => row.canDecide).length,
        initiatedByMe: 0,
        pending: this.queue.filter((row) => row.status === 'pending').length,
      }),
      'requests.get': ({ id }) => aDetail(this.row(id)),
      'requests.approve': ({ id }) => this.decided(id, 'approved', ''),
      'requests.reject': ({ id, reason }) => this.decided(id, 'rejected', reason),
      'requests.cancel': ({ id }) => aDetail({ ...this.row(id), status: 'cancelled', endedAt: at(0) }),
      'requests.create': () => ({
        outcome: 'queue',
        stepUpRequired: false,
        queuedBecause: 'no_execute',
        requiredApprovals: 2,
        eligibleApprovers: [],
        warnings: [],
      }),
    };
  }
}
