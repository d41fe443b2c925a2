import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Platform } from './window-look';

/** What the menu asks of the app. */
export interface MenuActions {
  openSettings(): void;
  lock(): void;
}

/**
 * The platform's own editing, zoom and window keys, settings and locking, and nothing else; reloading and tools in
 * development only.
 */
export function setApplicationMenu(
  platform: Platform,
  development: boolean,
  actions: MenuActions | null = null,
): void {
  const own = actions === null ? [] : ownItems(actions);
  const template: MenuItemConstructorOptions[] = [
    platform === 'mac' ? appMenu(own) : fileMenu(own),
    editMenu,
    { label: 'View', submenu: [...zoom, ...(development ? developerItems : [])] },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

const line: MenuItemConstructorOptions = { type: 'separator' };

/** `Ctrl/Cmd+,` is the usual key for settings; the locking of a desktop goes by L everywhere. */
function ownItems(actions: MenuActions): MenuItemConstructorOptions[] {
  return [
    {
      id: 'settings',
      label: 'Settings…',
      accelerator: 'CommandOrControl+,',
      click: () => actions.openSettings(),
    },
    { id: 'lock', label: 'Lock now', accelerator: 'CommandOrControl+Shift+L', click: () => actions.lock() },
    line,
  ];
}

function fileMenu(own: MenuItemConstructorOptions[]): MenuItemConstructorOptions {
  return { role: 'fileMenu', submenu: [...own, { role: 'close' }, { role: 'quit' }] };
}

/** Written out, because macOS wants settings between what is about the app and its services. */
function appMenu(own: MenuItemConstructorOptions[]): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      ...own,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
}

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
