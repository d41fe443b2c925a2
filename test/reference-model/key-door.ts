// What a key may start, asked by the domain's own words: any operation, by ids. The product's door for keys knows signed
// withdrawals to a label alone (main/engine/keys), and its tests are those of the server.
import { problem, type Result } from '../../shared/contract/problem';
import type { KeyId } from '../../shared/contract/primitives';
import { createRequestInput, type RequestDetail } from '../../shared/contract/requests';
import { isRefusal, refuse, type Refusal } from '../../shared/domain/refusal';
import { initiate, plan } from '../../shared/domain/requests/initiate';
import { keyHolder, keyWorks } from '../../shared/domain/service-users';
import type { Engine } from '../../main/engine/engine';
import { risksOf } from '../../main/engine/handlers/commands';
import { commandOf } from '../../main/engine/handlers/requests';
import { presentRequest } from '../../main/engine/present/requests';

/** Starts what the key asks for, as its Service User. */
export async function initiateWithKey(
  engine: Engine,
  keyId: string,
  input: object,
): Promise<Result<RequestDetail>> {
  await engine.expireDue();
  const answer = await started(engine, keyId as KeyId, input);
  return isRefusal(answer)
    ? { ok: false, problem: problem(answer.code, answer.detail, answer.extras) }
    : { ok: true, value: answer };
}

async function started(engine: Engine, keyId: KeyId, input: object): Promise<RequestDetail | Refusal> {
  const { journal } = engine;
  const holder = keyHolder(journal.state, keyId);
  if (holder === undefined || !keyWorks(journal.state, journal.now(), holder))
    return refuse('permission_denied', 'This key doesn’t work.');
  const command = commandOf(createRequestInput.parse(input));
  if (isRefusal(command)) return command;
  const planned = plan(journal.state, journal.now(), { kind: 'service-user', ...holder }, command);
  if (isRefusal(planned)) return planned;
  const work = journal.begin();
  const id = initiate(work, planned, risksOf(engine, planned));
  const request = work.state.requests.get(id);
  const owner = [...work.state.members.values()].find((member) => member.owner);
  if (request === undefined || owner === undefined) throw new Error('a request vanished while it was made');
  const shown = presentRequest(work.state, work.now, owner, request);
  await journal.commit(work, { id: holder.serviceUser.id, device: keyId });
  return shown;
}
