import { session, type Session } from 'electron';
import { answerPageRequest } from './page-files';
import { originOf, type PageAddress } from './page-origin';
import { isAllowedRequest } from './request-policy';

/** The page's own session, apart from the one that main's requests to servers use. */
const PARTITION = 'persist:page';

/** The only thing the page may ask the system for: to put text on the clipboard, on a click. */
const ALLOWED_PERMISSION = 'clipboard-sanitized-write';

/** Makes the session in which the page lives, with every door but our files closed. */
export function openPageSession(root: string, page: PageAddress, onScriptAnswered: () => void): Session {
  const own = session.fromPartition(PARTITION);
  if (!page.development)
    own.protocol.handle('https', async (request) => {
      const answer = await answerPageRequest(root, request);
      if (request.url.endsWith('.js')) onScriptAnswered();
      return answer;
    });
  // What main asks for in this session isn't shown to webRequest: no page has anything to do with the disk.
  own.protocol.handle('file', () => new Response(null, { status: 403 }));
  own.webRequest.onBeforeRequest((details, answer) =>
    answer({ cancel: !isAllowedRequest(details.url, page) }),
  );
  denyPermissions(own, page);
  own.on('will-download', (event) => event.preventDefault());
  return own;
}

function denyPermissions(own: Session, page: PageAddress): void {
  own.setPermissionRequestHandler((contents, permission, answer) => {
    answer(permission === ALLOWED_PERMISSION && originOf(contents.getURL()) === page.origin);
  });
  own.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === ALLOWED_PERMISSION && originOf(origin) === page.origin,
  );
  own.setDevicePermissionHandler(() => false);
  own.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}
