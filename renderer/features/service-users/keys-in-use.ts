import type { ServiceUserKeyView, ServiceUserView } from '../../../shared/contract/service-users';

/** Whether a key can still sign, as far as time and revocation go. */
export function isUsable({ revoked, expiresAt }: ServiceUserKeyView, now: number): boolean {
  return !revoked && (expiresAt === undefined || Date.parse(expiresAt) > now);
}

/** The keys that can sign now, the one that ends first at the front. */
export function keysInUse({ keys = [] }: ServiceUserView, now: number): ServiceUserKeyView[] {
  const endOf = ({ expiresAt }: ServiceUserKeyView) =>
    expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
  return keys.filter((key) => isUsable(key, now)).sort((a, b) => endOf(a) - endOf(b));
}
