import type { RawInputOf } from '../../shared/contract/operations';
import type { RequestDetail } from '../../shared/contract/requests';
import type { Caller, GovernanceApi } from '../backend/governance-api';
import { ask, requestIn } from './answers';
import { destinations, type DestinationKey } from './destinations';
import type { Ids } from './ids';
import type { PersonKey } from './keys';
import type { SignIns } from './sign-ins';
import type { Initiation, Step } from './story';
import type { SettableClock } from './types';

type CreateRequest = RawInputOf<'requests.create'>;

export interface Telling {
  api: GovernanceApi;
  clock: SettableClock;
  ids: Ids;
  signIns: SignIns<PersonKey>;
}

const MINUTE = 60_000;

/** A request of the story: what its deciders need, and the destination it adds, if any. */
interface Told {
  id: RequestDetail['id'];
  digest: string;
  adds: DestinationKey | null;
}

/** Performs `steps` in the order of their times, each at its own moment before `now` (epoch milliseconds). */
export async function tell(telling: Telling, steps: readonly Step[], now: number): Promise<void> {
  const requests = new Map<string, Told>();
  const inOrder = [...steps].sort((one, other) => other.minutesAgo - one.minutesAgo);
  for (const step of inOrder) {
    const at = now - step.minutesAgo * MINUTE;
    // Waiting for a fresh code may have passed the moment already; time never goes back.
    if (at > telling.clock.now()) telling.clock.set(at);
    await perform(telling, step, requests);
  }
}

async function perform(
  { api, ids, signIns }: Telling,
  step: Step,
  requests: Map<string, Told>,
): Promise<void> {
  const caller = await signIns.as(step.by);
  if (step.does === 'deposit') {
    const { account, asset, amount, reference } = step;
    await ask(
      api,
      'ledger.deposit',
      { accountId: ids.account(account), asset, amount, reference },
      caller,
      reference,
    );
    return;
  }
  const what = `${step.by} ${step.does} ${step.request}`;
  if (step.does === 'initiate') {
    const input = await inputOf(api, ids, step.what, caller);
    const note = step.note === undefined ? {} : { note: step.note };
    const made = requestIn(await ask(api, 'requests.create', { ...input, ...note }, caller, what));
    const adds = step.what.kind === 'add-destination' ? step.what.destination : null;
    const told = { id: made.id, digest: made.digest, adds };
    requests.set(step.request, told);
    rememberAddress(ids, told, made);
    return;
  }
  const request = requests.get(step.request);
  if (request === undefined) throw new Error(`${what}: nobody has started it yet`);
  const { id, digest } = request;
  const reason = step.reason === undefined ? {} : { reason: step.reason };
  if (step.does === 'cancel') {
    await ask(api, 'requests.cancel', { id, ...reason }, caller, what);
  } else if (step.does === 'reject') {
    await ask(api, 'requests.reject', { id, digest, reason: step.reason }, caller, what);
  } else {
    const decided = await ask(api, 'requests.approve', { id, digest, ...reason }, caller, what);
    rememberAddress(ids, request, decided);
  }
}

/** An addition names its address once it has completed: at once, or with its last signature. */
function rememberAddress(ids: Ids, told: Told, { result }: RequestDetail): void {
  if (told.adds !== null && result?.addressId !== undefined) ids.addresses.set(told.adds, result.addressId);
}

async function inputOf(
  api: GovernanceApi,
  ids: Ids,
  what: Initiation,
  caller: Caller,
): Promise<CreateRequest> {
  switch (what.kind) {
    case 'withdraw': {
      const destination = destinations[what.to];
      return {
        operation: destination.kind === 'bank' ? 'withdrawal.fiat.create' : 'withdrawal.crypto.create',
        accountId: ids.account(destination.account),
        params: { asset: destination.asset, amount: what.amount, addressId: ids.address(what.to) },
      };
    }
    case 'add-destination': {
      const { kind, account, ...params } = destinations[what.destination];
      return {
        operation: kind === 'bank' ? 'address.fiat.add' : 'address.crypto.add',
        accountId: ids.account(account),
        params,
      };
    }
    case 'remove-destination':
      return {
        operation: 'address.remove',
        accountId: ids.account(destinations[what.destination].account),
        params: { addressId: ids.address(what.destination) },
      };
    case 'invite': {
      const { email, displayName } = what;
      return { operation: 'member.invite', params: { email, displayName, grants: ids.grants(what.grants) } };
    }
    case 'change-grants': {
      const member = await ask(api, 'members.get', { id: ids.member(what.person) }, caller);
      if (member.version === undefined) throw new Error(`${member.displayName} is known by name only`);
      return {
        operation: 'member.permissions.change',
        params: { memberId: member.id, grants: ids.grants(what.grants), baseVersion: member.version },
      };
    }
    case 'change-policy': {
      const policies = (await ask(api, 'policies.list', {}, caller)).items;
      const policy = policies.find((candidate) => candidate.workflow === what.workflow);
      if (policy === undefined) throw new Error(`There is no policy of ${what.workflow}`);
      return {
        operation: 'policy.change',
        params: { workflow: what.workflow, baseVersion: policy.version, ...what.terms },
      };
    }
    case 'create-account':
      return { operation: 'account.create', params: { name: what.name } };
  }
}
