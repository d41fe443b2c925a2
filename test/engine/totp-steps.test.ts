import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import { acceptedStep, STEP_SECONDS } from '../../main/engine/auth/totp';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const codeOf = (step: number): string => generateSync({ secret: SECRET, epoch: step * STEP_SECONDS });
const at = (step: number): number => step * STEP_SECONDS * 1000;

describe('a code', () => {
  const NOW = 59_000_000;
  it.each<[string, number, number | null]>([
    ['of this step', NOW, NOW],
    ['of the one before', NOW - 1, NOW - 1],
    ['of the one after', NOW + 1, NOW + 1],
    ['of two before', NOW - 2, null],
    ['of two after', NOW + 2, null],
  ])('%s', (_what, step, accepted) => {
    expect(acceptedStep(SECRET, codeOf(step), at(NOW), 0)).toBe(accepted);
  });

  it('is accepted once', () => {
    expect(acceptedStep(SECRET, codeOf(NOW), at(NOW), NOW - 1)).toBe(NOW);
    expect(acceptedStep(SECRET, codeOf(NOW), at(NOW), NOW)).toBeNull();
  });

  it('that two neighbours have in common is good in the second, where it was used in the first', () => {
    const [first, second] = [56_668_234, 56_668_235];
    expect([codeOf(first), codeOf(second)]).toEqual(['065554', '065554']);
    expect(acceptedStep(SECRET, '065554', at(second), first - 1)).toBe(first);
    expect(acceptedStep(SECRET, '065554', at(second), first)).toBe(second);
    expect(acceptedStep(SECRET, '065554', at(second), second)).toBeNull();
  });
});
