import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { pageCalls } from '../../shared/contract/bridge';
import { PROBLEM_CODES, problem, type Result } from '../../shared/contract/problem';
import { dispatch, type CallDoors, type CallSpec } from '../../main/ipc/dispatch';

function doors(over: Partial<CallDoors> = {}): CallDoors {
  return {
    isSignedIn: () => true,
    touch: vi.fn(),
    handle: vi.fn(async (): Promise<Result<unknown>> => ({ ok: true, value: {} })),
    logBug: vi.fn(),
    ...over,
  };
}

const calls: Record<string, CallSpec> = {
  'thing.read': {
    access: 'session',
    countsAsActivity: false,
    input: z.strictObject({}),
    output: z.strictObject({ name: z.string() }),
  },
  'thing.write': {
    access: 'stepUp',
    countsAsActivity: true,
    input: z.strictObject({ name: z.string() }),
    output: z.strictObject({}),
  },
};

/** Tells of every way of looking at it. */
function untouchable(): object {
  const tell = (): never => {
    throw new Error('the input was read');
  };
  return new Proxy(
    {},
    { get: tell, has: tell, ownKeys: tell, getPrototypeOf: tell, getOwnPropertyDescriptor: tell },
  );
}

describe('the order of checks', () => {
  test('an unknown name is refused before anything is asked', async () => {
    const d = doors({ isSignedIn: vi.fn(() => true) });
    for (const name of [
      '',
      'thing',
      '__proto__',
      'constructor',
      'hasOwnProperty',
      7,
      null,
      undefined,
      {},
      ['thing.read'],
    ]) {
      expect(await dispatch(d, name, {}, calls)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    }
    expect(d.isSignedIn).not.toHaveBeenCalled();
    expect(d.handle).not.toHaveBeenCalled();
  });

  test('signed out, every guarded call is refused before its input is read', async () => {
    const d = doors({ isSignedIn: () => false });
    const guarded = Object.entries(pageCalls).filter(([, { access }]) => access !== 'public');
    expect(guarded.length).toBeGreaterThan(15);
    for (const [name] of guarded) {
      const result = await dispatch(d, name, untouchable());
      expect(result).toEqual({ ok: false, problem: problem('unauthenticated', 'Nobody is signed in.') });
    }
    expect(d.handle).not.toHaveBeenCalled();
    expect(d.touch).not.toHaveBeenCalled();
    expect(d.logBug).not.toHaveBeenCalled();
  });

  test('a session that can’t be judged is none', async () => {
    const d = doors({
      isSignedIn: () => {
        throw new Error('clock');
      },
    });
    expect(await dispatch(d, 'thing.read', {}, calls)).toMatchObject({
      problem: { code: 'unauthenticated' },
    });
    expect(d.logBug).toHaveBeenCalledTimes(1);
  });

  test('an input that fails its schema reaches no handler, names its places and is no activity', async () => {
    const d = doors();
    const result = await dispatch(d, 'thing.write', { name: 7, more: 1 }, calls);
    expect(result).toMatchObject({ ok: false, problem: { code: 'validation_failed' } });
    expect(result.ok ? [] : result.problem.errors?.map(({ path }) => path)).toContain('name');
    expect(d.handle).not.toHaveBeenCalled();
    expect(d.touch).not.toHaveBeenCalled();
  });

  test('only a call that counts as activity touches the session, before its handler runs', async () => {
    const order: string[] = [];
    const d = doors({
      touch: () => order.push('touch'),
      handle: async (name) => {
        order.push(name);
        return { ok: true, value: name === 'thing.read' ? { name: 'a' } : {} };
      },
    });
    await dispatch(d, 'thing.read', {}, calls);
    await dispatch(d, 'thing.write', { name: 'a' }, calls);
    expect(order).toEqual(['thing.read', 'touch', 'thing.write']);
  });

  test('no read of the contract counts as activity', () => {
    const polled = Object.entries(pageCalls).filter(([name]) =>
      /\.(get|list|counts|state|verify|addresses|postings|versions)$/.test(name),
    );
    expect(polled.length).toBeGreaterThan(8);
    for (const [name, spec] of polled) expect([name, spec.countsAsActivity]).toEqual([name, false]);
  });
});

describe('what crosses', () => {
  test('an answer that isn’t the contract’s stays in main', async () => {
    const d = doors({ handle: async () => ({ ok: true, value: { name: 'a', passwordHash: 'x' } }) });
    const result = await dispatch(d, 'thing.read', {}, calls);
    expect(result).toMatchObject({ ok: false, problem: { code: 'internal' } });
    expect(JSON.stringify(result)).not.toContain('passwordHash');
    expect(d.logBug).toHaveBeenCalledTimes(1);
  });

  test('a bug is logged once and crosses as `internal`, without its message', async () => {
    const d = doors({ handle: async () => Promise.reject(new Error('SELECT secret FROM members')) });
    const result = await dispatch(d, 'thing.read', {}, calls);
    expect(result).toMatchObject({ ok: false, problem: { code: 'internal' } });
    expect(JSON.stringify(result)).not.toContain('SELECT');
    expect(d.logBug).toHaveBeenCalledTimes(1);
  });

  test('a problem outside the contract is a bug', async () => {
    const odd = { ...problem('conflict', 'x'), code: 'EBUSY', stack: 'at …' } as never;
    const d = doors({ handle: async () => ({ ok: false, problem: odd }) });
    expect(await dispatch(d, 'thing.read', {}, calls)).toMatchObject({ problem: { code: 'internal' } });
  });

  test('an enrolment token stays in main', async () => {
    const found = problem('factor_enrolment_required', 'Enrol.', { enrolmentToken: 'a'.repeat(43) });
    const d = doors({ handle: async () => ({ ok: false, problem: found }) });
    const result = await dispatch(d, 'thing.read', {}, calls);
    expect(result).toMatchObject({ problem: { code: 'factor_enrolment_required' } });
    expect(JSON.stringify(result)).not.toContain('aaaa');
  });

  test('a log that fails changes no answer', async () => {
    const d = doors({
      handle: async () => Promise.reject(new Error('x')),
      logBug: () => {
        throw new Error('disk full');
      },
    });
    expect(await dispatch(d, 'thing.read', {}, calls)).toMatchObject({ problem: { code: 'internal' } });
  });

  test('no call of the page can answer a session token or begin an enrolment', () => {
    for (const name of [
      'session.create',
      'session.delete',
      'organization.create',
      'invitations.accept',
      'enrolment.totp',
    ]) {
      expect(Object.hasOwn(pageCalls, name)).toBe(false);
    }
    expect(PROBLEM_CODES).toContain('internal');
  });
});
