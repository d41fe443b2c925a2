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
  const now = Math.floor(nowMs / 1000 / STEP_SECONDS);
  // Each step by itself, and all of them whatever comes of it: once in a million two neighbours have the same code, and
  // the later one is good where the earlier was used.
  const right = [now - 1, now, now + 1].filter(
    (step) => verifySync({ secret, token: code, epoch: step * STEP_SECONDS, epochTolerance: 0 }).valid,
  );
  return right.find((step) => step > lastStep) ?? null;
}
