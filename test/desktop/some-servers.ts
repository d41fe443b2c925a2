import { KeptServers } from '../../main/desktop/profile-servers';
import type { ServiceParts } from '../../main/desktop/services';
import { systemTiming } from '../../main/backend/remote/timing';

/** A desktop in a world without governance servers; or with what a test's own fetch reaches. */
export function servers(over: Partial<ServiceParts['servers']> = {}): ServiceParts['servers'] {
  return {
    fetch: () => Promise.reject(new TypeError('fetch failed: ENOTFOUND')),
    timing: systemTiming,
    kept: keptServers(),
    ...over,
  };
}

/** Servers kept for as long as the test runs. */
export function keptServers(stored: unknown = undefined): KeptServers {
  let value = stored;
  return new KeptServers({ read: () => value, keep: (_name, next) => (value = next) });
}
