import {
  ACCOUNT_PERMISSIONS,
  authenticatorOf,
  type AccountPermission,
  type Grants,
  type Workflow,
  type WorkflowPermission,
} from '../../shared/contract/organization';
import { openEngine } from '../../main/engine';
import type { GovernanceApi } from '../../main/backend/governance-api';
import type { Operation, RequestDetail } from '../../shared/contract/requests';
import { isAccountScoped } from '../../shared/domain/workflows';
import {
  atTheDoor,
  BTC_ADDRESS_2,
  BTC_DESTINATION,
  engineOptions,
  foundOrganization,
  HOUR,
  MINUTE,
  LONG_SESSION,
  Person,
  TestClock,
  type OrganizationUnderTest,
} from './organization-under-test';
import { addPasskey, signatureToStepUp } from './people-with-passkeys';
import type { Ask, RuleCase, Step } from './rule-case';

type Result = Awaited<ReturnType<GovernanceApi['call']>>;
type Initiating = Extract<Step, { do: unknown }> | Extract<Ask, { do: unknown }>;
type Inviting = Extract<Step, { invite: string }>;

/**
 * An organization with accounts “main” and “second”, ten BTC and a usable address in each, and whoever a case puts into
 * it. Everything is made by real commands to the engine; the question is put through the door of the suite.
 */
export class RuleStage {
  readonly names = new Map<string, unknown>();
  readonly people = new Map<string, Person>();

  private constructor(readonly org: OrganizationUnderTest) {
    this.people.set('owner', org.owner);
    this.names.set('owner', org.owner.id);
  }

  static async of({ people = {}, given = [] }: RuleCase): Promise<RuleStage> {
    const clock = new TestClock();
    const engine = await openEngine(engineOptions(clock));
    const org = await foundOrganization(engine, clock, LONG_SESSION, async (api) => api);
    const stage = new RuleStage(org);
    const second = (await org.owner.initiate('account.create', { name: 'Second' })).result?.accountId ?? '';
    stage.names.set('main', org.main).set('second', second);
    await org.deposit('BTC', '10');
    await org.deposit('BTC', '10', 'opening BTC', second);
    stage.names.set('btc', await org.usableAddress(BTC_DESTINATION));
    stage.names.set('elsewhere', await org.usableAddress(BTC_DESTINATION, second));
    await org.setPolicy('addresses', { addressHoldHours: 24 });
    stage.names.set('destination', { ...BTC_DESTINATION, address: BTC_ADDRESS_2, label: 'New' });
    for (const [name, grants] of Object.entries(people))
      stage.know(name, await org.invite(name, stage.grants(grants)));
    for (const step of given) await stage.take(step);
    org.api = await atTheDoor(engine);
    return stage;
  }

  person(name: string): Person {
    const person = this.people.get(name);
    if (!person) throw new Error(`nobody on the stage is called ${name}`);
    return person;
  }

  /** What a case wrote, with `$name` for what is on the stage and `$grants` for grants in their short form. */
  resolved(written: unknown): unknown {
    if (typeof written === 'string') {
      if (!written.startsWith('$')) return written;
      const known = this.names.get(written.slice(1));
      if (known === undefined) throw new Error(`nothing on the stage is called ${written}`);
      return known;
    }
    if (Array.isArray(written)) return written.map((each) => this.resolved(each));
    if (typeof written !== 'object' || written === null) return written;
    if ('$grants' in written) return this.grants(written.$grants as string[]);
    return Object.fromEntries(Object.entries(written).map(([key, value]) => [key, this.resolved(value)]));
  }

  grants(texts: readonly string[]): Grants {
    const grants: Grants = { workflows: [], accounts: [] };
    for (const text of texts) {
      const [scope = '', ...permissions] = text.split(' ');
      const [what = '', place = '*'] = scope.split('@');
      const accountId = (place === '*' ? place : this.resolved(`$${place}`)) as '*';
      if ((ACCOUNT_PERMISSIONS as readonly string[]).includes(what))
        grants.accounts.push({ accountId, permissions: [what as AccountPermission] });
      else
        grants.workflows.push({
          workflow: what as Workflow,
          ...(isAccountScoped(what as Workflow) ? { accountId } : {}),
          permissions: permissions as WorkflowPermission[],
        });
    }
    return grants;
  }

  /** The input of `requests.create`, with the present version where none was written. */
  async input({ do: operation, on, params = {} }: Initiating): Promise<object> {
    const written = this.resolved(params) as Record<string, unknown>;
    const baseVersion = 'baseVersion' in written ? {} : await this.present(operation, written);
    return {
      operation,
      params: { ...written, ...baseVersion },
      ...(on === undefined ? {} : { accountId: this.resolved(`$${on}`) }),
    };
  }

  async decide(step: Extract<Ask, { by: string }>): Promise<Result> {
    if ('call' in step) return this.call(step);
    const person = this.person(step.by);
    const stepUp = { totp: person.code() };
    if ('approve' in step)
      return person.call('requests.approve', { ...(await this.decision(step.approve)), stepUp });
    if ('reject' in step)
      return person.call('requests.reject', {
        ...(await this.decision(step.reject)),
        reason: 'No',
        stepUp,
      });
    if ('cancel' in step) return person.call('requests.cancel', { id: this.resolved(step.cancel) });
    if ('collect' in step)
      return person.call('requests.collect', { id: this.resolved(step.collect), stepUp });
    throw new Error('not a decision');
  }

  private call({ by, call, input = {} }: Extract<Ask, { call: unknown }>): Promise<Result> {
    const { stepUp, ...rest } = input;
    const resolved = this.resolved(rest) as object;
    if (by === 'nobody') return this.org.owner.call(call, resolved, { token: null });
    const person = this.person(by);
    return person.call(
      call,
      stepUp === undefined ? resolved : { ...resolved, stepUp: { totp: person.code() } },
    );
  }

  /** The digest as the Owner, who sees every request, reads it: what people who don’t see it would send. */
  private async decision(id: string): Promise<object> {
    return this.org.owner.decision(String(this.resolved(id)));
  }

  private async take(step: Step): Promise<void> {
    if ('pass' in step) return this.pass(step.pass);
    if ('invite' in step) return this.invite(step);
    if ('passkeyFor' in step) return this.makePasskey(this.person(step.passkeyFor));
    if ('recoveryCodesUsedUpBy' in step) return this.useUpCodes(this.person(step.recoveryCodesUsedUpBy));
    if ('do' in step) {
      if (step.refused !== undefined) return this.refused(step);
      const request = await this.accepted(
        this.person(step.by ?? 'owner'),
        await this.input(step),
        step.approvedBy ?? [],
      );
      if (step.as === undefined) return;
      this.names.set(step.as, request.id);
      for (const [key, value] of Object.entries(request.result ?? {}))
        this.names.set(`${step.as}.${key}`, value);
      return;
    }
    const answer = await this.decide(step);
    if (!answer.ok) throw new Error(`${JSON.stringify(step)} refused: ${answer.problem.detail}`);
  }

  private async refused(step: Extract<Step, { do: unknown }>): Promise<void> {
    const by = this.person(step.by ?? 'owner');
    const { code } = await by.refused('requests.create', {
      ...(await this.input(step)),
      stepUp: { totp: by.code() },
    });
    if (code !== step.refused) throw new Error(`${step.do} was refused with ${code}`);
  }

  private async accepted(by: Person, input: object, approvers: readonly string[]): Promise<RequestDetail> {
    const stepUp = { totp: by.code() };
    let request = (await by.ok('requests.create', { ...input, stepUp })) as RequestDetail;
    for (const name of approvers) request = await this.person(name).approve(request.id);
    const wanted = approvers.length > 0 ? 'completed' : request.status;
    if (request.status !== wanted) throw new Error(`still ${request.status}: ${JSON.stringify(input)}`);
    return request;
  }

  private async invite({ invite: name, grants, by = 'owner', approvedBy = [], until, of }: Inviting) {
    const { org } = this;
    const inviter = this.person(by);
    const email = `${name}@example.com`;
    const params = { email, displayName: name, grants: this.grants(grants) };
    const request =
      of === undefined
        ? await this.accepted(inviter, { operation: 'member.invite', params }, approvedBy)
        : await inviter.ok('requests.get', { id: this.resolved(of) });
    this.names.set(name, request.result?.memberId);
    if (until === 'invited') return;
    const code = request.result?.invitationCode ?? (await this.codeOf(inviter, request.id, of));
    const person = new Person(org, name, email, `a long password of ${name}`);
    const accepted = await person.ok('invitations.accept', { code, password: person.password });
    person.id = accepted.member.id;
    person.secret = authenticatorOf(accepted.enrolment).secret;
    this.know(name, person);
    if (until === 'accepted') return;
    const { enrolmentToken } = accepted;
    const enrolled = await person.ok('enrolment.totp', { enrolmentToken, code: person.code() });
    person.token = enrolled.session.token;
    this.names.set(`${name}.fingerprint`, enrolled.fingerprint);
  }

  private async makePasskey(person: Person): Promise<void> {
    const { key } = await addPasskey(person);
    await person.ok('session.stepUp', { passkey: await signatureToStepUp(person, key) });
  }

  private async useUpCodes(person: Person): Promise<void> {
    const { email, password } = person;
    const made = await person.ok('recoveryCodes.create', { stepUp: { totp: person.code() } });
    for (const recoveryCode of made.recoveryCodes ?? [])
      await person.refused('session.create', { email, password, recoveryCode });
  }

  private know(name: string, person: Person): void {
    this.people.set(name, person);
    this.names.set(name, person.id);
  }

  /** The code in the answer to a request that completed at once, or what is collected for one that waited. */
  private async codeOf(inviter: Person, id: string, of: string | undefined): Promise<string> {
    const known = of === undefined ? undefined : this.names.get(`${of.slice(1)}.invitationCode`);
    if (typeof known === 'string') return known;
    const collected = await inviter.ok('requests.collect', { id, stepUp: { totp: inviter.code() } });
    return 'invitationCode' in collected ? collected.invitationCode : '';
  }

  /** Time goes by; whoever still may signs in anew, since their sessions may have ended. */
  private async pass(time: string): Promise<void> {
    this.org.clock.advance(Number.parseInt(time, 10) * (time.endsWith('h') ? HOUR : MINUTE));
    for (const person of this.people.values()) {
      const { email, password } = person;
      const answer = await person.call('session.create', { email, password, totp: person.code() });
      if (answer.ok) person.token = (answer.value as { token: string }).token;
    }
  }

  private async present(operation: Operation, params: Record<string, unknown>): Promise<object> {
    const { owner } = this.org;
    const version = async (): Promise<number | undefined> => {
      switch (operation) {
        case 'policy.change':
        case 'policy.lock':
        case 'policy.unlock':
          return (await owner.ok('policies.list')).items.find(
            ({ workflow }) => workflow === params['workflow'],
          )?.version;
        case 'member.permissions.change':
          return (await owner.ok('members.get', { id: params['memberId'] })).version;
        case 'service-user.permissions.change':
          return (await owner.ok('serviceUsers.get', { id: params['serviceUserId'] })).version;
        case 'security.sign-in.change':
        case 'security.session.change':
          return (await owner.ok('organization.get')).version;
        default:
          return undefined;
      }
    };
    const baseVersion = await version();
    return baseVersion === undefined ? {} : { baseVersion };
  }
}
