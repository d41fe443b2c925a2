// What one governed operation has to say for itself; everything they share stands in initiate.ts and decide.ts.
import type { Workflow } from '../../../shared/contract/organization';
import type { Power } from './grants';
import type { Organization, Refusal, Request } from './state';

export interface Rule<P> {
  workflow: Workflow;
  /** It names something that isn't there: `not_found`. */
  unknown?(o: Organization, params: P, r: Request): boolean;
  /** Its preconditions in the order of §6's fine print (all but coverage), and its effect on `o`. */
  change(o: Organization, params: P, r: Request): Refusal | null;
  /** What it gives and takes, for escalation (§4) and the closed ring (§7). */
  gives?(o: Organization, params: P): Power[];
  takes?(o: Organization, params: P): Power[];
  /** The members whose access it changes (§4). */
  subjects?(o: Organization, params: P): string[];
  /** Who stands like its initiator besides the initiator: the inviter in a confirmation (§6, Fine print). */
  alsoOwnTo?(o: Organization, params: P): string[];
  /** The policy it changes (§5, last row but one: *the policy concerned*). */
  concerns?(params: P): Workflow;
  /** What it would do besides what its params say: if that is another when it is applied, it fails. */
  shows?(o: Organization, params: P): unknown;
  /** A ring change for another reason than what it gives or takes; asked while any workflow is locked. */
  ringChange?(o: Organization, params: P): boolean;
  /** Queues whatever the policies say, ring or not. */
  alwaysQueues?(o: Organization, params: P, r: Request): boolean;
  /** Goes on from the changed `o` to the state that coverage is judged on besides (§7, Replacement). */
  endState?(o: Organization, params: P, r: Request): void;
}

/** Any rule, its params seen as unknown: the caller has validated them. */
export type AnyRule = Rule<unknown>;

export function rule<P>(definition: Rule<P>): AnyRule {
  return definition;
}
