import type { OutputOf } from '../../../shared/contract/operations';
import type { DryRun } from '../../../shared/contract/requests';
import { changesIn, governanceFileOf, type FiledChange } from '../../../shared/domain/governance-file';
import { byMember } from '../../../shared/domain/initiator';
import { actingMember, seesCoverage } from '../../../shared/domain/members';
import { isRefusal, refuse, type Refusal } from '../../../shared/domain/refusal';
import { initiate, plan, type InitiateCommand, type Plan } from '../../../shared/domain/requests/initiate';
import { canonicalJson, sha256Hex } from '../../../shared/domain/requests/view';
import type { Member } from '../../../shared/domain/state';
import { scratchWork, type Work } from '../../../shared/domain/work';
import { requireSecondFactor } from '../auth/step-up';
import { once } from '../idempotency';
import type { EngineParts, Handler, SignedIn } from '../parts';
import { actorOf, risksOf } from './commands';
import { dryRunIn, refusedDryRun } from './dry-run';

type PlanOutput = OutputOf<'governance.plan'>;
type Results = OutputOf<'governance.apply'>['results'];

/** Grants and policies together: whoever reads or plans them needs to see both (§12). */
function mayRead(reader: Member): Refusal | null {
  return seesCoverage(reader)
    ? null
    : refuse('permission_denied', 'This needs View on Manage Access and on Manage Policies.');
}

export const exportGovernance: Handler<'governance.file'> = (engine, _input, { member }) =>
  mayRead(member) ?? governanceFileOf(engine.journal.state);

export const planGovernance: Handler<'governance.plan'> = (engine, { file }, from) =>
  mayRead(from.member) ?? planned(engine, file, from);

/** Initiates what the plan said, each as a request of its own and all in one command. */
export const applyGovernance: Handler<'governance.apply'> = (engine, input, from, caller) =>
  once<OutputOf<'governance.apply'>>(engine, 'governance.apply', input, from, caller, async (remember) => {
    const shown = mayRead(from.member) ?? planned(engine, input.file, from);
    if (isRefusal(shown)) return shown;
    if (shown.planDigest !== input.planDigest)
      return refuse('stale_view', 'This isn’t the plan you were shown. Look at it again, then apply it.');
    const filed = changesIn(engine.journal.state, input.file);
    if (isRefusal(filed)) return filed;

    const work = engine.journal.begin();
    let completesAny = false;
    const results: Results = filed.changes.map((change) => {
      const { about, operation } = change;
      const judged = judge(work, from.member, change);
      if (isRefusal(judged)) return { about, operation, ok: false, code: judged.code, detail: judged.detail };
      completesAny ||= judged.queuedBecause === null;
      const requestId = initiate(work, judged, risksOf(engine, judged));
      // What completed has left the state that decisions are made in.
      const status = work.state.requests.get(requestId)?.status ?? 'completed';
      return { about, operation, ok: true, requestId, status };
    });
    if (!results.some(({ ok }) => ok)) return { results };
    const factor =
      completesAny || input.stepUp !== undefined
        ? requireSecondFactor(engine, from, input.stepUp, caller.address)
        : { statements: [], notes: [] };
    if (factor instanceof Promise) return factor;
    await engine.journal.commit(
      work,
      actorOf(from),
      [...factor.statements, ...remember({ results })],
      factor.notes,
    );
    return { results };
  });

/** Each change in the state that those before it leave, as far as they complete at once. */
function planned(
  engine: EngineParts,
  file: Parameters<typeof changesIn>[1],
  from: SignedIn,
): PlanOutput | Refusal {
  const { journal } = engine;
  const filed = changesIn(journal.state, file);
  if (isRefusal(filed)) return filed;
  const work = scratchWork(journal.state, journal.now());
  const changes = filed.changes.map((change): PlanOutput['changes'][number] => {
    const { about, operation, params } = change;
    const judged = judge(work, from.member, change);
    const {
      effect: _effect,
      holders: _holders,
      missing: _missing,
      shortfalls: _shortfalls,
      ...outcome
    } = isRefusal(judged) ? refusedDryRun(judged) : dryRunOf(work, from, change);
    if (!isRefusal(judged) && judged.queuedBecause === null) initiate(work, judged, []);
    return { about, operation, params: asJson(params), ...outcome };
  });
  const judgedChanges = changes.map(({ operation, params, outcome, code = null }) => ({
    operation,
    params,
    outcome,
    code,
  }));
  return { changes, unchanged: filed.unchanged, planDigest: sha256Hex(canonicalJson(judgedChanges)) };
}

/** As the contract carries parameters: what isn’t there is left out. */
function asJson(params: object | null): PlanOutput['changes'][number]['params'] {
  return JSON.parse(JSON.stringify(params ?? {})) as PlanOutput['changes'][number]['params'];
}

function judge(work: Work, member: Member, change: FiledChange): Plan | Refusal {
  const command = commandOf(change);
  return isRefusal(command) ? command : plan(work.state, work.now, byMember(actorIn(work, member)), command);
}

function dryRunOf(work: Work, from: SignedIn, change: FiledChange): DryRun {
  const command = commandOf(change);
  if (isRefusal(command)) return refusedDryRun(command);
  return dryRunIn(work.state, work.now, { ...from, member: actorIn(work, from.member) }, command);
}

function commandOf({ operation, params, refusal }: FiledChange): InitiateCommand | Refusal {
  return params === null
    ? (refusal ?? refuse('not_found', 'There is nothing to change.'))
    : { operation, params, accountId: null, note: null };
}

/** What came just before may have taken this very person’s power. */
function actorIn(work: Work, member: Member): Member {
  return actingMember(work.state.members.get(member.id) ?? member);
}
