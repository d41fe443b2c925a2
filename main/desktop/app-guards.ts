import { app } from 'electron';
import { refusedSwitch } from './switches';

/** Set at build time for the flavour that end-to-end tests of the package drive; it differs by this check only. */
const isTestFlavour = import.meta.env.MAIN_VITE_TEST_FLAVOUR === 'true';

/** A release doesn't start with a debugger's door open. */
export function refuseToBeLookedInto(): void {
  if (!app.isPackaged || isTestFlavour) return;
  const refused = refusedSwitch(process.argv.slice(1));
  if (refused === null) return;
  process.stderr.write(`Countersign doesn’t start with ${refused}.\n`);
  app.exit(1);
}

/** What Electron would ask the user, or allow, is refused: certificates, passwords of proxies, foreign contents. */
export function refuseUntrusted(): void {
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event) => event.preventDefault());
  app.on('login', (event) => event.preventDefault());
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
