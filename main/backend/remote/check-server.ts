import { z } from 'zod';
import { CONTRACT_VERSION, type OutputOf } from '../../../shared/contract/operations';
import { problem, type Result } from '../../../shared/contract/problem';
import type { Caller } from '../governance-api';
import { answerOf, jsonOf } from './answer-of';
import type { HttpDoor } from './http-door';
import { problemOf } from './server-fault';

/** As little as every version of the contract will ever say of itself. */
const anyHealth = z.looseObject({
  status: z.literal('ok'),
  version: z.string().max(40),
  contract: z.string().max(40),
});

/**
 * Asks a server how it is before anything else is said to it.
 * @returns `unavailable` where there is no governance server, `conflict` where it speaks another major of the contract
 */
export async function checkServer(door: HttpDoor, caller: Caller): Promise<Result<OutputOf<'health.get'>>> {
  const { host } = door.address;
  const asked = await door.ask({ method: 'GET', path: '/v1/health', body: null }, { ...caller, token: null });
  if (!asked.ok) return { ok: false, problem: problemOf(asked.fault, 'read') };
  const health = anyHealth.safeParse(jsonOf(asked.reply.text));
  if (asked.reply.status !== 200 || !health.success)
    return {
      ok: false,
      problem: problem('unavailable', `${host} answers, but it isn’t a governance server.`),
    };
  const { contract } = health.data;
  if (majorOf(contract) !== majorOf(CONTRACT_VERSION))
    return {
      ok: false,
      problem: problem(
        'conflict',
        `${host} speaks version ${contract} of the contract, this app version ${CONTRACT_VERSION}. They can’t work together: the older of the two has to be updated.`,
      ),
    };
  return answerOf('health.get', asked.reply, host);
}

function majorOf(version: string): string {
  return version.split('.')[0] ?? '';
}
