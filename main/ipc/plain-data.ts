import type { Fault } from '../../shared/contract/problem';

/**
 * What one input may hold. 256 KiB is the contract's limit of a body (api.md, Conventions); the others keep a schema
 * from walking a sparse array of 2³² items or a nest of arrays for ever.
 */
export const INPUT_LIMITS = { depth: 32, values: 20_000, characters: 256 * 1024 } as const;

export type Intake = { ok: true; value: unknown } | { ok: false; fault: Fault };

interface Budget {
  values: number;
  characters: number;
}

class NotPlain extends Error {
  constructor(
    readonly path: readonly string[],
    message: string,
  ) {
    super(message);
  }
}

/**
 * Copies an input as plain data (objects, arrays, strings, numbers, booleans, null, undefined) and runs no code of its
 * own: getters are refused unread, and a proxy that throws is a fault like any other. Schemas only ever see the copy.
 */
export function takePlainData(input: unknown): Intake {
  try {
    const budget = { values: INPUT_LIMITS.values, characters: INPUT_LIMITS.characters };
    return { ok: true, value: copy(input, [], budget) };
  } catch (error) {
    if (error instanceof NotPlain) return refused(error.path, error.message);
    return refused([], 'expected plain data');
  }
}

function refused(path: readonly string[], message: string): Intake {
  return { ok: false, fault: { path: path.map((step) => step.slice(0, 64)).join('.'), message } };
}

function copy(value: unknown, path: readonly string[], budget: Budget): unknown {
  budget.values -= 1;
  if (budget.values < 0) throw new NotPlain([], 'holds too many values');
  if (path.length > INPUT_LIMITS.depth) throw new NotPlain(path.slice(0, 4), 'is nested too deeply');
  switch (typeof value) {
    case 'string':
      spendCharacters(value.length, path, budget);
      return value;
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? copyArray(value, path, budget) : copyObject(value, path, budget);
    default:
      throw new NotPlain(path, 'expected plain data');
  }
}

function copyArray(value: readonly unknown[], path: readonly string[], budget: Budget): unknown[] {
  const { length } = value;
  if (length > budget.values) throw new NotPlain(path, 'holds too many values');
  const result: unknown[] = [];
  for (let index = 0; index < length; index += 1) {
    result.push(copy(ownValue(value, String(index), path), [...path, String(index)], budget));
  }
  return result;
}

function copyObject(value: object, path: readonly string[], budget: Budget): Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) throw new NotPlain(path, 'expected plain data');
  const result: Record<string, unknown> = {};
  const keys = Reflect.ownKeys(value);
  if (keys.length > budget.values) throw new NotPlain(path, 'holds too many values');
  for (const key of keys) {
    if (typeof key !== 'string' || key === '__proto__') throw new NotPlain(path, 'expected plain data');
    spendCharacters(key.length, path, budget);
    result[key] = copy(ownValue(value, key, path), [...path, key], budget);
  }
  return result;
}

function ownValue(holder: object, key: string, path: readonly string[]): unknown {
  const descriptor = Reflect.getOwnPropertyDescriptor(holder, key);
  if (descriptor === undefined) return undefined; // a hole of a sparse array
  if (!('value' in descriptor)) throw new NotPlain([...path, key], 'expected plain data');
  return descriptor.value as unknown;
}

function spendCharacters(count: number, path: readonly string[], budget: Budget): void {
  budget.characters -= count;
  if (budget.characters < 0) throw new NotPlain(path, 'is larger than 256 KiB');
}
