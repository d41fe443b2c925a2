// Stands in for Electron's own default_app in the fallback runtime: `electron [-r module] [--switches] <app> [args]`.
const { app } = require('electron');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const USAGE = 'Usage: electron [-r module] [--switches] <folder or file of the app> [arguments]';

/** Takes the first plain argument as the app; Chromium reads the switches itself. Playwright passes `-r`. */
function readCommandLine(args) {
  const preloads = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (arg === '-r' || arg === '--require') {
      i += 1;
      preloads.push(args[i]);
    } else if (arg === '-v' || arg === '--version') {
      return { print: `v${process.versions.electron}` };
    } else if (arg === '-a' || arg === '--abi') {
      return { print: process.versions.modules };
    } else if (arg.startsWith('--app=')) {
      return { preloads, target: arg.slice('--app='.length) };
    } else if (!arg.startsWith('-')) {
      return { preloads, target: arg };
    }
  }
  return { preloads, target: null };
}

/** Gives the app its own name, version and folder, as Electron does for a folder with a package.json. */
function introduce(target) {
  const packageFile = path.join(target, 'package.json');
  if (!fs.existsSync(packageFile)) {
    app.setAppPath(path.dirname(Module._resolveFilename(target, module, true)));
    return;
  }
  const manifest = JSON.parse(fs.readFileSync(packageFile, 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  app.name = manifest.productName || manifest.name || app.name;
  app.setDesktopName(manifest.desktopName || `${app.name}.desktop`);
  app.setAppPath(target);
}

function start() {
  const { print, preloads, target } = readCommandLine(process.argv.slice(1));
  if (print !== undefined) {
    console.log(print);
    process.exit(0);
  }
  if (preloads.length > 0) Module._preloadModules(preloads);
  if (target === null) {
    console.error(USAGE);
    process.exit(2);
  }
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  try {
    const absolute = path.resolve(target);
    introduce(absolute);
    Module._load(absolute, module, true);
  } catch (error) {
    console.error('The app threw an error while loading.');
    console.error(error.stack || error);
    process.exit(1);
  }
}

start();
