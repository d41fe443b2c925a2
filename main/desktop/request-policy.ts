import { originOf, type PageAddress } from './page-origin';

/** Schemes that stay inside the page: pictures from canvases and the like. The CSP says which of them load. */
const INTERNAL_SCHEMES = ['data:', 'blob:'];

/** Whether the page may send this request at all. In development Vite's server and its socket are reached too. */
export function isAllowedRequest(url: string, page: PageAddress): boolean {
  if (INTERNAL_SCHEMES.some((scheme) => url.startsWith(scheme))) return true;
  const origin = originOf(url);
  if (origin === page.origin) return true;
  if (!page.development) return false;
  return origin === page.origin.replace(/^http/, 'ws') || url.startsWith('devtools:');
}
