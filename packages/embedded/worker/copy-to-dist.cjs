'use strict';

// Both builds import this folder as '../../worker' from where their code is, as the sources do.
const { cpSync } = require('node:fs');
const path = require('node:path');

for (const name of ['location.cjs', 'location.d.cts']) {
  cpSync(path.join(__dirname, name), path.join(__dirname, '..', 'dist', 'worker', name));
}
