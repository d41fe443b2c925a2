/** Our own origin. An https one, because passkeys need it; answered from our files, never from a network. */
export const OWN_ORIGIN = 'https://countersign.localhost';

export const OWN_PAGE = `${OWN_ORIGIN}/index.html`;

/** The origin of a URL, or null for what is no URL or has none of its own. */
export function originOf(url: string): string | null {
  try {
    const { origin } = new URL(url);
    return origin === 'null' ? null : origin;
  } catch {
    return null;
  }
}

export interface PageAddress {
  /** What the window loads. */
  url: string;
  /** The only origin that is trusted. */
  origin: string;
  /** Vite's server, with its own socket and no policy of ours. */
  development: boolean;
}

/** The page to show: our own files, or Vite's server where the app isn't packaged and one was named. */
export function choosePage(isPackaged: boolean, developmentUrl: string | undefined): PageAddress {
  const developmentOrigin = isPackaged || developmentUrl === undefined ? null : originOf(developmentUrl);
  if (developmentUrl === undefined || developmentOrigin === null) {
    return { url: OWN_PAGE, origin: OWN_ORIGIN, development: false };
  }
  return { url: developmentUrl, origin: developmentOrigin, development: true };
}
