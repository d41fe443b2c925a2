import { z } from 'zod';
import {
  newPasskey,
  passkeyAssertion,
  passkeyCreationSchema,
  passkeyRequestSchema,
} from '../../shared/contract/passkeys';
import { digest } from '../../shared/contract/primitives';
import { faultsOf, problem, type Result } from '../../shared/contract/problem';
import { jsonAnswer, problemAnswer, type Answer } from './answers';
import type { ExtraRoute } from './app';
import { clientAddress } from './client-address';
import type { DoorContext } from './operation-handler';
import { PASSKEY_PAGE, PASSKEY_PAGE_HEADERS, PASSKEY_SCRIPT, PASSKEY_STYLE } from './passkey-page';
import type { PasskeyCeremonies } from './passkey-ceremonies';
import { inputOfWrite } from './request-input';

const word = z
  .string()
  .min(16)
  .max(100)
  .regex(/^[A-Za-z0-9_-]+$/);
const beginInput = z.strictObject({
  asked: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('create'), options: passkeyCreationSchema }),
    z.strictObject({ kind: z.literal('get'), options: passkeyRequestSchema }),
  ]),
  verifierHash: digest,
});
const openInput = z.strictObject({ code: word });
const finishInput = z.strictObject({ code: word, credential: z.union([newPasskey, passkeyAssertion]) });
const collectInput = z.strictObject({ id: word, receipt: word, verifier: word });

/** The page that asks for passkeys, and what it and the desktops say to the server around it. */
export function passkeyRoutes(ceremonies: PasskeyCeremonies): ExtraRoute[] {
  return [
    page('/passkey', 'text/html; charset=utf-8', PASSKEY_PAGE),
    page('/passkey/page.js', 'text/javascript; charset=utf-8', PASSKEY_SCRIPT),
    page('/passkey/page.css', 'text/css; charset=utf-8', PASSKEY_STYLE),
    post('/v1/passkey-ceremonies', beginInput, ({ asked, verifierHash }, { env }) =>
      ceremonies.begin(asked, verifierHash, clientAddress(env.incoming.socket)),
    ),
    post('/v1/passkey-ceremonies/open', openInput, ({ code }) => ceremonies.open(code)),
    post('/v1/passkey-ceremonies/finish', finishInput, ({ code, credential }) => {
      const finished = ceremonies.finish(code, credential);
      if (!finished.ok) return finished;
      const { id, receipt } = finished.value;
      return { ok: true, value: { link: `countersign://passkey?id=${id}&receipt=${receipt}` } };
    }),
    post('/v1/passkey-ceremonies/collect', collectInput, ({ id, receipt, verifier }) => {
      const collected = ceremonies.collect(id, receipt, verifier);
      return collected.ok ? { ok: true, value: { credential: collected.value } } : collected;
    }),
  ];
}

function page(path: string, contentType: string, body: string): ExtraRoute {
  const headers = { ...PASSKEY_PAGE_HEADERS, 'Content-Type': contentType };
  return { method: 'GET', path, answer: () => ({ status: 200, headers, body }) };
}

function post<I extends z.ZodType>(
  path: string,
  schema: I,
  answer: (input: z.output<I>, context: DoorContext) => Result<unknown>,
): ExtraRoute {
  return {
    method: 'POST',
    path,
    answer: async (context): Promise<Answer> => {
      const reading = await inputOfWrite(context.req.raw, {});
      if (!reading.ok) return problemAnswer(reading.problem);
      const input = schema.safeParse(reading.input);
      if (!input.success)
        return problemAnswer(
          problem('validation_failed', 'Check the input', { errors: faultsOf(input.error) }),
        );
      const answered = answer(input.data, context);
      return answered.ok ? jsonAnswer(200, answered.value) : problemAnswer(answered.problem);
    },
  };
}
