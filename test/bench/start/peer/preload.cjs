const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('peer', { ready: () => ipcRenderer.invoke('peer', 'desktop.ready') });
