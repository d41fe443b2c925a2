import { generateSecret, generateURI, verifySync } from 'otplib';

/** RFC 6238 with the steps every authenticator app knows. */
export const STEP_SECONDS = 30;

export function newTotp(email: string, organization: string): { secret: string; uri: string } {
  const secret = generateSecret();
  return { secret, uri: generateURI({ issuer: `Countersign ${organization}`, label: email, secret }) };
}

/**
 * The time step a code belongs to, or null where it is wrong or its step isn't after `lastStep`: a code is accepted
 * once (§9). One step of clock difference is tolerated either way.
 */
export function acceptedStep(secret: string, code: string, nowMs: number, lastStep: number): number | null {
  const result = verifySync({
    secret,
    token: code,
    epoch: Math.floor(nowMs / 1000),
    epochTolerance: STEP_SECONDS,
  });
  if (!result.valid || !('timeStep' in result)) return null;
  return result.timeStep > lastStep ? result.timeStep : null;
}
