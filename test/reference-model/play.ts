// A sequence of commands given to the model and to the engine, compared after each one: the first difference throws.
import { isDeepStrictEqual } from 'node:util';
import { rowsAfter } from '../../main/engine/ledger';
import type { SqliteStore } from '../../main/engine/store/sqlite-store';
import type { RequestDetail } from '../../shared/contract/requests';
import { isDomainEventType } from '../../shared/domain/events';
import { OrganizationUnderTest, Person, TestClock } from '../engine/organization-under-test';
import { Comparison, Difference } from './comparison';
import { EngineSide, NEXT_CODE_MS } from './engine-side';
import { heardFromModel, type Heard } from './heard';
import { brokenInState, brokenInStep } from './invariants-of-the-page';
import { satisfiesSignIn } from './model/coverage';
import { may, ORGANIZATION } from './model/grants';
import { OWNER } from './model/membership';
import type { Command } from './model/perform';
import { perform } from './model/perform';
import { copyOf, the, type Organization, type Request } from './model/state';
import type { OpenedScene } from './opened-scene';
import type { Step } from './opening-scenes';
import { replayedOtherwise } from './replayed';
import { someCommand, type Impulse } from './some-command';
import type { Opened, Store } from './stores';
import type { Tally } from './tally';

function lastEntry(store: SqliteStore): number {
  return (
    store.first<{ seq: number }>({ sql: 'SELECT max(seq) AS seq FROM ledger', parameters: [] })?.seq ?? 0
  );
}

/** A refused command changes nothing but the audit ledger, throttles and used codes (§13.10); what was due expires all the same. */
function nothingHappened(store: SqliteStore, since: number): void {
  const changes = rowsAfter(store, since, 100)
    .map(({ type }) => type)
    .filter((type) => isDomainEventType(type) && type !== 'request.expired' && type !== 'ledger.posted');
  if (changes.length > 0) throw new Difference('a refused command changed something', [], changes);
}

export class Play {
  readonly engine: EngineSide;
  readonly story: string[];
  readonly #comparison: Comparison;

  private constructor(
    org: OrganizationUnderTest,
    readonly o: Organization,
    private readonly tally: Tally,
    opened: Opened | null = null,
    story: readonly string[] = [],
  ) {
    this.story = [...story];
    this.engine = new EngineSide(
      org,
      (memberId) => {
        perform(o, { kind: 'advance', ms: NEXT_CODE_MS });
        perform(o, { kind: 'second-factor', actor: memberId });
      },
      (memberId) => ['active', 'unconfirmed'].includes(the(o.members, memberId).status),
      opened,
    );
    this.#comparison = new Comparison(o, this.engine);
  }

  /** On an organization that was just founded, on both sides. */
  static founded(org: OrganizationUnderTest, o: Organization, tally: Tally): Play {
    return new Play(org, o, tally);
  }

  /** On copies of what an opening scene left. */
  static async goingOnFrom(scene: OpenedScene, store: Store, tally: Tally): Promise<Play> {
    const clock = new TestClock();
    clock.time = scene.time;
    const opened = await store(scene.database, clock);
    const org = new OrganizationUnderTest(opened.api, clock);
    const [owner, main] = [scene.side.people[0]?.person, scene.side.main];
    if (owner === undefined) throw new Error('a scene without its Owner');
    org.owner = Object.assign(new Person(org, owner.name, owner.email, owner.password), { id: owner.id });
    org.main = main;
    const play = new Play(org, copyOf(scene.o), tally, opened, scene.story);
    play.engine.goOnFrom(scene.side);
    return play;
  }

  /** Plays an opening: every step of it must be possible. */
  async open(steps: readonly Step[]): Promise<void> {
    await this.#orFail(async () => {
      for (const step of steps)
        for (const command of step(this.o))
          this.#heardAlike(await this.#both({ ...command, ...('actor' in command ? { stepUp: true } : {}) }));
      await this.#comparison.ofAll();
    });
  }

  async run(impulses: readonly Impulse[]): Promise<void> {
    try {
      await this.#orFail(async () => {
        for (const impulse of impulses) {
          const command = someCommand(this.o, impulse);
          if (command !== null && this.#possible(command)) await this.#turn(command);
        }
        await this.#comparison.ofAll();
        await this.#openAgain();
      });
    } finally {
      await this.engine.org.api.close();
    }
  }

  /** What stands in the store is all there is: replayed, and opened anew, it shows the same (§13.8). */
  async #openAgain(): Promise<void> {
    const { opened } = this.engine;
    if (opened === null || opened.openAgain === null) return;
    const replayed = await replayedOtherwise(opened.engine.store);
    if (replayed.length > 0) throw new Difference('the ledger replays to something else', [], replayed);
    await opened.api.close();
    const again = await opened.openAgain();
    this.engine.opened = again;
    this.engine.org.api = again.api;
    await this.#comparison.ofAll();
  }

  /** Invitation codes are known to whoever could collect them; the others were lost. */
  #possible(command: Command): boolean {
    if (command.kind === 'initiate-with-key') return this.engine.opened !== null;
    return command.kind !== 'accept' || this.engine.codes.has(command.memberId);
  }

  async #turn(command: Command): Promise<void> {
    const before = copyOf(this.o);
    const store = this.engine.opened?.engine.store;
    const ledgerBefore = store === undefined ? 0 : lastEntry(store);
    const heard = this.#heardAlike(await this.#both(command));
    this.tally.count(command, heard);
    this.tally.countEnds(before.requests, this.o.requests);
    const broken = [...brokenInState(this.o, before), ...brokenInStep(before, this.o, command, heard.ok)];
    if (broken.length > 0) throw new Difference('an invariant is broken', broken, null);
    if (heard.ok) await this.#comparison.afterCommand(before);
    else if (store !== undefined) nothingHappened(store, ledgerBefore);
  }

  async #both(command: Command): Promise<{ command: Command; model: Heard; engine: Heard }> {
    this.story.push(JSON.stringify(command));
    const needsCode = command.kind === 'accept' || ('stepUp' in command && command.stepUp === true);
    if (needsCode || command.kind === 'second-factor') this.#wait();
    const { heard, detail } = await this.engine.perform(command);
    const answer = perform(this.o, command);
    const model = heardFromModel(answer);
    if (answer.ok && 'request' in answer && detail !== null) {
      this.engine.names.bind(answer.request.id, detail.id);
      await this.#learn(answer.request, detail);
    }
    if (answer.ok && 'results' in answer)
      for (const { requestId, outcome } of answer.results)
        if (outcome === 'completed') await this.#learnAnew(the(this.o.requests, requestId));
    return { command, model, engine: heard };
  }

  #wait(): void {
    this.engine.org.clock.advance(NEXT_CODE_MS);
    perform(this.o, { kind: 'advance', ms: NEXT_CODE_MS });
  }

  /** What completed among several is read afterwards, since the answer tells the status only. */
  async #learnAnew(r: Request): Promise<void> {
    const id = this.engine.names.engine(r.id);
    if (Object.keys(r.result).length > 0)
      await this.#learn(r, await this.engine.read<RequestDetail>(OWNER, 'requests.get', { id }));
  }

  /** The ids of what a completed request made, and the code of an invitation, collected by who asked for it. */
  async #learn(r: Request, detail: RequestDetail): Promise<void> {
    const made: Record<string, unknown> = { ...detail.result };
    for (const [name, id] of Object.entries(r.result)) {
      const engineId = made[name];
      if (name.endsWith('Id') && typeof id === 'string' && typeof engineId === 'string')
        this.engine.names.bind(id, engineId);
    }
    const memberId = r.result['memberId'];
    if (r.status !== 'completed' || typeof memberId !== 'string') return;
    if (typeof made['invitationCode'] === 'string') this.engine.codes.set(memberId, made['invitationCode']);
    else await this.#collect(r, memberId);
  }

  async #collect(r: Request, memberId: string): Promise<void> {
    const actor = r.initiator.id;
    const collector = the(this.o.members, actor);
    if (!may(collector, 'initiate', 'access', ORGANIZATION)) return;
    if (!satisfiesSignIn(this.o, collector.factors)) return;
    this.#wait();
    perform(this.o, { kind: 'second-factor', actor });
    const id = this.engine.names.engine(r.id);
    const stepUp = await this.engine.stepUp(actor, true);
    const answer = await this.engine.ask(actor, 'requests.collect', { id, ...stepUp });
    if (!answer.ok) throw new Difference('the code can’t be collected', null, answer.problem);
    const { invitationCode } = answer.value as { invitationCode: string };
    this.engine.codes.set(memberId, invitationCode);
  }

  #heardAlike({ command, model, engine }: { command: Command; model: Heard; engine: Heard }): Heard {
    if (isDeepStrictEqual(model, engine)) return model;
    throw new Difference(`answers to ${JSON.stringify(command)}`, model, engine);
  }

  /** Tells a difference with all that led to it. */
  async #orFail(play: () => Promise<void>): Promise<void> {
    try {
      await play();
    } catch (error) {
      const told = this.story.map((line, index) => `  ${index + 1}. ${line}`).join('\n');
      const members = this.o.members.map((m) => `${m.id} ${m.displayName} ${m.status}`).join(', ');
      const where = `after\n${told}\nmembers: ${members}`;
      if (!(error instanceof Difference)) throw new Error(`${String(error)}\n${where}`, { cause: error });
      const { what, model, engine } = error;
      throw new Error(
        `Model and engine differ: ${what}\n  model:  ${JSON.stringify(model)}\n  engine: ${JSON.stringify(engine)}\n${where}`,
        { cause: error },
      );
    }
  }
}
