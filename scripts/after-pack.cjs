// electron-builder's afterPack: removes what a prepared development runtime leaves in the package.
const fs = require('node:fs');
const path = require('node:path');

const LEFTOVERS = ['resources/default_app.asar', '.complete', 'version'];

exports.default = async function removeRuntimeLeftovers({ appOutDir }) {
  for (const name of LEFTOVERS) fs.rmSync(path.join(appOutDir, name), { force: true });
};
