import { shell, type WebContents } from 'electron';
import { isOwnNavigation, judgeLink } from './navigation-policy';
import type { PageAddress } from './page-origin';

/** Keeps one web contents on our own page: no other page, no frame, no window, no webview. */
export function guardContents(contents: WebContents, page: PageAddress): void {
  // Calls between browsers heed no `connect-src`: without a proxy for them, no packet leaves.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  const stay = (event: Electron.Event, url: string): void => {
    if (isOwnNavigation(url, page)) return;
    event.preventDefault();
    openOutside(url);
  };
  contents.on('will-navigate', (event) => stay(event, event.url));
  contents.on('will-redirect', (event) => stay(event, event.url));
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function openOutside(url: string): void {
  const verdict = judgeLink(url);
  // Where no browser can be started there is nothing more to do; the page stays as it is.
  if (verdict.open === 'browser') shell.openExternal(verdict.url).catch(() => undefined);
}
