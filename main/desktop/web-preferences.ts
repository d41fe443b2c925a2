import type { Session, WebPreferences } from 'electron';

/** Every line of the hardening list that is a preference; a test asserts all of them in the running app. */
export function hardenedPreferences(preload: string, session: Session, devTools: boolean): WebPreferences {
  return {
    preload,
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
    // Its dictionaries would come from a foreign server.
    spellcheck: false,
    devTools,
  };
}
