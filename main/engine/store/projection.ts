import { BOOKS_OF } from '../../../shared/domain/money';
import type { DomainEvent } from '../../../shared/domain/events';
import { isOpen, type GovernedRequest, type State } from '../../../shared/domain/state';
import { scopeOf } from '../../../shared/domain/grants';
import { encode } from '../codec';
import { compiled, sql, upsert, type Statement } from './statement';
import { searchWords } from './search-words';

const CHANGES_ORGANIZATION: ReadonlySet<DomainEvent['type']> = new Set([
  'organization.created',
  'security.sign-in-changed',
  'security.session-changed',
]);

/**
 * The statements that bring the tables from the state before a decision to the fork's: one row per record that changed,
 * plus what only ever grows. The same function serves live commits and a replay.
 */
export function project(fork: State, events: readonly DomainEvent[]): Statement[] {
  const statements: Statement[] = [];
  if (fork.organization && events.some(({ type }) => CHANGES_ORGANIZATION.has(type)))
    statements.push(
      upsert('organization', ['id'], { id: fork.organization.id, document: encode(fork.organization) }),
    );
  for (const [id, member] of fork.members.changes())
    statements.push(upsert('members', ['id'], { id, email: member.email, document: encode(member) }));
  for (const [id, serviceUser] of fork.serviceUsers.changes())
    statements.push(upsert('service_users', ['id'], { id, document: encode(serviceUser) }));
  for (const [id, role] of fork.roles.changes())
    statements.push(upsert('roles', ['id'], { id, document: encode(role) }));
  for (const [id, account] of fork.accounts.changes())
    statements.push(upsert('accounts', ['id'], { id, document: encode(account) }));
  for (const [, policy] of fork.policies.changes())
    statements.push(
      upsert('policies', ['workflow', 'version'], {
        workflow: policy.workflow,
        version: policy.version,
        document: encode(policy),
      }),
    );
  for (const [id, address] of fork.addresses.changes())
    statements.push(
      upsert('addresses', ['id'], { id, account_id: address.accountId, document: encode(address) }),
    );
  for (const [key, balance] of fork.balances.changes()) {
    const [account_id = '', asset = ''] = key.split('|');
    statements.push(
      upsert('balances', ['account_id', 'asset'], {
        account_id,
        asset,
        available: balance.available.toString(),
        held: balance.held.toString(),
      }),
    );
  }
  for (const [, request] of fork.requests.changes()) statements.push(...projectRequest(request));
  for (const event of events) statements.push(...projectGrowing(event, fork));
  return statements;
}

function projectRequest(request: GovernedRequest): Statement[] {
  const row = upsert('requests', ['id'], {
    id: request.id,
    number: request.number,
    open: isOpen(request) ? 1 : 0,
    status: request.status,
    workflow: request.workflow,
    account_id: request.accountId,
    scope: scopeOf(request.workflow, request.accountId),
    initiator_id: request.initiatorId,
    custodian_id: request.key?.custodianId ?? null,
    created_at: request.createdAt,
    expires_at: request.expiresAt,
    ended_at: request.endedAt,
    document: encode(request),
  });
  // Only valid approvals keep a request out of a person's queue; a voided one lets them decide again (§6).
  const decisions = request.approvals.map((approval) =>
    approval.voidedBecause === null
      ? upsert('decisions', ['request_id', 'member_id'], {
          request_id: request.id,
          member_id: approval.memberId,
        })
      : compiled(
          sql
            .deleteFrom('decisions')
            .where('request_id', '=', request.id)
            .where('member_id', '=', approval.memberId),
        ),
  );
  return [row, ...decisions];
}

function projectGrowing(event: DomainEvent, fork: State): Statement[] {
  switch (event.type) {
    case 'ledger.posted': {
      const { posting } = event;
      const books = BOOKS_OF[posting.kind];
      return [
        upsert('postings', ['id'], {
          id: posting.id,
          account_id: posting.accountId,
          asset: posting.asset,
          kind: posting.kind,
          amount: posting.amount.toString(),
          from_book: books.from,
          to_book: books.to,
          at: posting.at,
          reference: posting.reference,
          request_id: posting.requestId,
        }),
      ];
    }
    case 'role.deleted':
      return [compiled(sql.deleteFrom('roles').where('id', '=', event.roleId))];
    case 'request.created':
      return [
        ...searchWords(event.request, fork).map((word) =>
          upsert('request_words', ['word', 'request_id'], { word, request_id: event.request.id }),
        ),
        // Those who may never decide it have nothing to decide from the start (§5).
        ...[...new Set([...event.request.alsoOwn, ...event.request.subjectIds])].map((member_id) =>
          upsert('decisions', ['request_id', 'member_id'], { request_id: event.request.id, member_id }),
        ),
      ];
    default:
      return [];
  }
}
