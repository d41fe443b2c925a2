// An organization of the model, told in a few words: for the worked examples.
import type { Workflow, WorkflowPermission } from '../../shared/contract/organization';
import type { Grants } from './model/state';
import { isAccountScoped } from './model/grants';
import { found, MAIN, OWNER } from './model/membership';
import type { Answer, Command } from './model/perform';
import { perform } from './model/perform';
import type { Member, Organization, Request } from './model/state';
import { policyOf, the } from './model/state';

export const T0 = Date.UTC(2026, 0, 5, 9, 0, 0);

export function grantsOn(workflow: Workflow, ...permissions: WorkflowPermission[]): Grants {
  const place = isAccountScoped(workflow) ? { accountId: '*' } : {};
  return { workflows: [{ workflow, ...place, permissions }], accounts: [] };
}

export function together(...all: Grants[]): Grants {
  return { workflows: all.flatMap((g) => g.workflows), accounts: all.flatMap((g) => g.accounts) };
}

export class Told {
  readonly o: Organization = found(T0, 'olga@example.com');
  readonly owner = OWNER;
  readonly main = MAIN;

  do(command: Command): Answer {
    return perform(this.o, command);
  }

  code(command: Command): string {
    const answer = this.do(command);
    return answer.ok ? 'ok' : answer.refusal.code;
  }

  /** Initiates with a fresh second factor. */
  start(actor: string, operation: string, params: unknown, accountId?: string): Answer {
    this.do({ kind: 'second-factor', actor });
    return this.do({
      kind: 'initiate',
      actor,
      operation,
      params,
      ...(accountId === undefined ? {} : { accountId }),
    });
  }

  made(actor: string, operation: string, params: unknown, accountId?: string): Request {
    const answer = this.start(actor, operation, params, accountId);
    if (!answer.ok) throw new Error(`${operation} refused: ${answer.refusal.code}`);
    if (!('request' in answer)) throw new Error(`${operation} made no request`);
    return answer.request;
  }

  refusal(actor: string, operation: string, params: unknown, accountId?: string): string {
    const answer = this.start(actor, operation, params, accountId);
    return answer.ok ? 'ok' : answer.refusal.code;
  }

  decide(kind: 'approve' | 'reject', actor: string, requestId: string): string {
    this.do({ kind: 'second-factor', actor });
    return this.code({ kind, actor, requestId, staleView: false });
  }

  approve(actor: string, requestId: string): string {
    return this.decide('approve', actor, requestId);
  }

  invite(name: string, grants: Grants): string {
    const email = `${name}@example.com`;
    const request = this.made(this.owner, 'member.invite', { email, displayName: name, grants });
    return String(request.result['memberId']);
  }

  /** Invited by the Owner, and there. */
  join(name: string, grants: Grants): string {
    const memberId = this.invite(name, grants);
    this.do({ kind: 'accept', memberId });
    return memberId;
  }

  policy(workflow: Workflow, change: object): Request {
    const { version } = policyOf(this.o, workflow);
    return this.made(this.owner, 'policy.change', { workflow, baseVersion: version, ...change });
  }

  lock(workflow: Workflow, actor = this.owner): Answer {
    const { version } = policyOf(this.o, workflow);
    return this.start(actor, 'policy.lock', { workflow, baseVersion: version });
  }

  member(id: string): Member {
    return the(this.o.members, id);
  }

  request(id: string): Request {
    return the(this.o.requests, id);
  }

  /** An address on Main that is usable, and money. */
  funded(amount: string): string {
    this.policy('addresses', { addressHoldHours: 0 });
    const added = this.made(this.owner, 'address.crypto.add', { asset: 'BTC', label: 'Vault' }, MAIN);
    const where = { accountId: MAIN, asset: 'BTC', amount, reference: 'opening' };
    this.do({ kind: 'deposit', actor: this.owner, ...where });
    return String(added.result['addressId']);
  }

  withdraw(actor: string, amount: string, addressId: string): Answer {
    return this.start(actor, 'withdrawal.crypto.create', { asset: 'BTC', amount, addressId }, MAIN);
  }
}
