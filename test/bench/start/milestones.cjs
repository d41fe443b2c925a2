// Loaded into Electron before the app (-r): tells on stdout when each step of the start is reached. Says nothing else,
// and changes nothing. The last step is the page's own word that its first screen is drawn, with its fonts.
const { app, ipcMain } = require('electron');

const told = new Set();

function tell(step) {
  if (told.has(step)) return;
  told.add(step);
  process.stdout.write(`step ${step}\n`);
}

tell('electron');
app.once('ready', () => tell('ready'));
app.once('browser-window-created', (_event, window) => {
  tell('window');
  window.webContents.once('dom-ready', () => tell('page'));
  window.once('ready-to-show', () => tell('picture'));
});

const handle = ipcMain.handle.bind(ipcMain);
ipcMain.handle = (channel, listener) =>
  handle(channel, (event, name, ...rest) => {
    if (name === 'desktop.ready') tell('usable');
    return listener(event, name, ...rest);
  });
