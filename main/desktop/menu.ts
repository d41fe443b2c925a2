import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Platform } from './window-look';

/** The platform's own editing, zoom and window keys, and nothing else; reloading and tools in development only. */
export function setApplicationMenu(platform: Platform, development: boolean): void {
  const template: MenuItemConstructorOptions[] = [
    ...(platform === 'mac' ? [{ role: 'appMenu' as const }] : [fileMenu]),
    editMenu,
    { label: 'View', submenu: [...zoom, ...(development ? developerItems : [])] },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

const fileMenu: MenuItemConstructorOptions = {
  role: 'fileMenu',
  submenu: [{ role: 'close' }, { role: 'quit' }],
};

/** Written out: the role brings speech and substitutions along. */
const editMenu: MenuItemConstructorOptions = {
  label: 'Edit',
  submenu: [
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ],
};

const zoom: MenuItemConstructorOptions[] = [
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  { type: 'separator' },
  { role: 'togglefullscreen' },
];

const developerItems: MenuItemConstructorOptions[] = [
  { type: 'separator' },
  { role: 'reload' },
  { role: 'toggleDevTools' },
];
