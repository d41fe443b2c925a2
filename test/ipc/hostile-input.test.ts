import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageCalls } from '../../shared/contract/bridge';
import { problemSchema, type Result } from '../../shared/contract/problem';
import { dispatch, type CallDoors } from '../../main/ipc/dispatch';
import { INPUT_LIMITS, takePlainData } from '../../main/ipc/plain-data';

const NAMES = Object.keys(pageCalls);
const INHERITED = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'prototype'];

const anyName = fc.oneof(
  fc.string(),
  fc.constantFrom(...INHERITED),
  fc.anything(),
  ...[1, 2, 3].map(() => fc.constantFrom(...NAMES)),
);

/** What structured clone lets through, what it doesn't, and what no honest page sends. */
const hostile = fc.constantFrom<() => unknown>(
  () => () => 'a function',
  () => Symbol('s'),
  () => 10n ** 100n,
  () => new Date(),
  () => new Map([['id', 1]]),
  () => new Uint8Array(1000),
  () => new Proxy({}, { ownKeys: () => { throw new Error('trap'); } }), // prettier-ignore
  () => new Proxy([], { get: () => { throw new Error('trap'); } }), // prettier-ignore
  () => ({ get id(): never { throw new Error('getter'); } }), // prettier-ignore
  () => { const loop: Record<string, unknown> = {}; loop['id'] = loop; return loop; }, // prettier-ignore
  () => { let nest: unknown = 1; for (let i = 0; i < 50_000; i += 1) nest = [nest]; return nest; }, // prettier-ignore
  () => new Array(2 ** 32 - 1),
  () => ({ q: 'x'.repeat(1_000_000) }),
  () => JSON.parse('{"__proto__":{"access":"public"},"id":"req_1"}') as unknown,
  () => ({ id: 'req_1', digest: '\u0000'.repeat(64), stepUp: { totp: '000000', __proto__: null } }),
  () => Object.create({ id: 'inherited' }) as unknown,
  () => revoked(),
);

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withTypedArray: true,
  withSparseArray: true,
});

/** Makes an input. A thunk, because fast-check itself stumbles over a revoked proxy. */
const anyInput: fc.Arbitrary<() => unknown> = fc.oneof(
  anything.map((value) => () => value),
  fc
    .record({ id: anything, digest: anything, reason: anything, stepUp: anything }, { requiredKeys: [] })
    .map((value) => () => value),
  hostile,
  fc
    .tuple(hostile, fc.string(), hostile)
    .map(([id, operation, params]) => () => ({ id: id(), operation, params: params() })),
);

/** Signed in, so that schemas are reached; every handler that runs is written down. */
function watchedDoors(signedIn: boolean): CallDoors & { ran: string[]; bugs: unknown[] } {
  const ran: string[] = [];
  const bugs: unknown[] = [];
  return {
    ran,
    bugs,
    isSignedIn: () => signedIn,
    touch: () => undefined,
    handle: async (name) => {
      ran.push(name);
      return { ok: true, value: {} };
    },
    logBug: (_name, error) => bugs.push(error),
  };
}

function expectTyped(result: Result<unknown>): void {
  if (!result.ok) expect(problemSchema.safeParse(result.problem).success).toBe(true);
  else expect(Object.keys(result).sort()).toEqual(['ok', 'value']);
}

describe('any name and any input', () => {
  test('gives a typed answer, never a throw; a handler runs only on an input of its schema', async () => {
    await fc.assert(
      fc.asyncProperty(anyName, anyInput, async (name, makeInput) => {
        const input = makeInput();
        const doors = watchedDoors(true);
        const result = await dispatch(doors, name, input);
        expectTyped(result);
        const intake = takePlainData(input);
        const spec = typeof name === 'string' && Object.hasOwn(pageCalls, name) ? pageCalls[name] : undefined;
        const valid = spec !== undefined && intake.ok && spec.input.safeParse(intake.value).success;
        expect(doors.ran).toEqual(valid ? [name] : []);
      }),
      { numRuns: 6000 },
    );
  });

  test('signed out, changes nothing but through public calls', async () => {
    await fc.assert(
      fc.asyncProperty(anyName, anyInput, async (name, makeInput) => {
        const doors = watchedDoors(false);
        expectTyped(await dispatch(doors, name, makeInput()));
        for (const ran of doors.ran) expect(pageCalls[ran]?.access).toBe('public');
      }),
      { numRuns: 6000 },
    );
  });
});

describe('plain data', () => {
  test('what JSON can say passes unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const plain = JSON.parse(JSON.stringify(value).replaceAll('"__proto__"', '"proto"')) as unknown;
        expect(takePlainData(plain)).toEqual({ ok: true, value: plain });
      }),
      { numRuns: 2000 },
    );
  });

  test('is a copy: what changes later changes nothing that was judged', () => {
    const input = { list: [{ id: 'a' }] };
    const intake = takePlainData(input);
    input.list[0]!.id = 'b';
    expect(intake).toEqual({ ok: true, value: { list: [{ id: 'a' }] } });
  });

  test.each([
    ['a getter', { get id() { return 'x'; } }, 'id'], // prettier-ignore
    ['a function deep inside', { a: [{ b: () => 1 }] }, 'a.0.b'],
    ['a date', { at: new Date(0) }, 'at'],
    ['a symbol key', { [Symbol('x')]: 1 }, ''],
  ])('refuses %s, and says where', (_what, input, path) => {
    expect(takePlainData(input)).toEqual({ ok: false, fault: { path, message: 'expected plain data' } });
  });

  test('refuses a sparse array of four thousand million holes at once', () => {
    const begun = performance.now();
    expect(takePlainData({ items: new Array(2 ** 32 - 1) })).toMatchObject({ ok: false });
    expect(performance.now() - begun).toBeLessThan(50);
  });

  test('takes 256 KiB and not more', () => {
    expect(takePlainData('x'.repeat(INPUT_LIMITS.characters)).ok).toBe(true);
    expect(takePlainData('x'.repeat(INPUT_LIMITS.characters + 1)).ok).toBe(false);
    expect(takePlainData({ a: 'x'.repeat(INPUT_LIMITS.characters) }).ok).toBe(false);
  });
});
