import { expect, test } from 'vitest';
import { hardenedPreferences } from '../../main/desktop/web-preferences';

test('every preference of the window is the hardened one, and there are no others', () => {
  const session = {} as never;
  expect(hardenedPreferences('/preload.js', session, false)).toEqual({
    preload: '/preload.js',
    session,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
  });
});
