// The least an Electron app with React can be: one window with one rendered line. What Countersign's start is held to.
const path = require('node:path');
const { app, BrowserWindow, ipcMain } = require('electron');

const LIKE_COUNTERSIGN = { width: 1440, height: 900 };

ipcMain.handle('peer', () => null);
app.on('window-all-closed', () => app.quit());
app.whenReady().then(() => {
  const window = new BrowserWindow({
    ...LIKE_COUNTERSIGN,
    show: false,
    webPreferences: { preload: path.join(__dirname, 'preload.cjs'), sandbox: true, contextIsolation: true },
  });
  window.once('ready-to-show', () => window.show());
  window.loadFile(path.join(__dirname, 'page', 'index.html'));
});
