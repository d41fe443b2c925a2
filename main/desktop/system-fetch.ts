import { net } from 'electron';
import type { Fetch } from '../backend/remote/http-door';

/**
 * Fetches through Chromium's network, in the default session and not the page's: the system's proxy and the company's
 * certificates count, and nothing of the page reaches it.
 */
export const systemFetch: Fetch = (input, init) =>
  net.fetch(input instanceof URL ? input.href : input, { ...init, credentials: 'omit' });
