'use strict';

// CommonJS, so that the file is found from both builds of this package. The build copies this file, and
// only this one, to dist/worker.
const { existsSync } = require('node:fs');
const path = require('node:path');

exports.locateWorker = () => {
  const built = path.join(__dirname, '..', 'cjs', 'worker', 'worker-main.js');
  if (existsSync(built)) return { filename: built, execArgv: [] };
  return {
    filename: path.join(__dirname, 'from-source.cjs'),
    execArgv: ['--conditions=@aeroform/source'],
  };
};
