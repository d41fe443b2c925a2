// Which Debian package holds what this project needs from the system, and why it needs it.

/** Shared objects Electron links to, by the start of their file name. */
export const LIBRARY_PACKAGES = {
  'libasound.so.2': 'libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgdk_pixbuf-2.0.so.0': 'libgdk-pixbuf-2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libudev.so.1': 'libudev1',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libXrandr.so.2': 'libxrandr2',
};

/** Opened by name while running, so that the loader's own list doesn't show them. */
export const OPENED_LATER = [
  { library: 'libgtk-3.so.0', package: 'libgtk-3-0', purpose: 'windows and dialogs' },
  { library: 'libnotify.so.4', package: 'libnotify4', purpose: 'notifications' },
  { library: 'libsecret-1.so.0', package: 'libsecret-1-0', purpose: 'secrets in the keyring' },
];

export const FONT_PACKAGE = 'fonts-liberation';

/**
 * For a private screen with its own message bus (see display.mjs). GTK's settings want a session bus; without dbus-x11
 * apt chooses the one that brings all of systemd onto the machine.
 */
export const DISPLAY_PROGRAMS = [
  { program: 'Xvfb', package: 'xvfb', purpose: 'a screen without a monitor' },
  { program: 'dbus-daemon', package: 'dbus-x11', purpose: 'a message bus for notifications and the tray' },
];

/** What end-to-end tests talk to besides; a test that needs a new program names it here. */
export const DESKTOP_TEST_PROGRAMS = [
  { program: 'dbus-monitor', package: 'dbus', purpose: 'watching notifications' },
  { program: 'gdbus', package: 'libglib2.0-bin', purpose: 'talking to the mocked desktop' },
  { program: 'dunst', package: 'dunst', purpose: 'a notification service' },
  { program: 'dunstctl', package: 'dunst', purpose: 'clicking on notifications' },
  { program: 'gnome-keyring-daemon', package: 'gnome-keyring', purpose: 'a keychain' },
  { program: 'import', package: 'imagemagick', purpose: 'pictures of the whole screen' },
  { program: 'xdotool', package: 'xdotool', purpose: 'moving the mouse' },
];

/** The same for what is no program: a file by which it is known. */
export const DESKTOP_TEST_MODULES = [
  {
    name: 'dbusmock',
    file: '/usr/lib/python3/dist-packages/dbusmock/__init__.py',
    package: 'python3-dbusmock',
    purpose: 'a mocked logind',
  },
];
