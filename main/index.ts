import path from 'node:path';
import { app, ipcMain, nativeTheme } from 'electron';
import { refuseToBeLookedInto, refuseUntrusted } from './desktop/app-guards';
import { Launches } from './desktop/launches';
import { openMainWindow } from './desktop/main-window';
import { setApplicationMenu } from './desktop/menu';
import { choosePage } from './desktop/page-origin';
import { openPageSession } from './desktop/page-session';
import { endWithoutStart, quitInOrder } from './desktop/quitting';
import { Settings } from './desktop/settings';
import { claimOnlyInstance } from './desktop/single-instance';
import { platformOf } from './desktop/window-look';
import { scriptOnItsWay } from './desktop/start-order';
import { EarlyCalls } from './ipc/early-calls';

/** Builds the parts of the desktop in order: the window first, and what stands behind it while it starts. */
async function start(launches: Launches): Promise<void> {
  const platform = platformOf(process.platform);
  // Not __dirname: the bundler may move this module into a chunk in another folder.
  const built = path.join(app.getAppPath(), 'out');
  const assets = path.join(app.getAppPath(), 'assets');
  const page = choosePage(app.isPackaged, process.env['ELECTRON_RENDERER_URL']);
  const settings = new Settings();
  const calls = new EarlyCalls(ipcMain);
  const script = scriptOnItsWay(page.development);
  nativeTheme.themeSource = settings.appearance;
  setApplicationMenu(platform, !app.isPackaged);
  const window = openMainWindow({
    preload: path.join(built, 'preload', 'index.js'),
    session: openPageSession(path.join(built, 'renderer'), page, script.answered),
    page,
    platform,
    settings,
    devTools: !app.isPackaged,
    title: app.name,
    icon: path.join(assets, 'icon.png'),
  });
  await script.sent;
  const { startTrustedSide } = await import('./desktop/trusted-side');
  const workerFile = path.join(built, 'main', 'engine-worker.js');
  quitInOrder(startTrustedSide({ window, calls, launches, page, platform, settings, workerFile, assets }));
}

refuseToBeLookedInto();
if (claimOnlyInstance()) {
  refuseUntrusted();
  const launches = new Launches();
  app
    .whenReady()
    .then(() => start(launches))
    .catch(endWithoutStart);
}
