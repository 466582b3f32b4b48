'use strict';

// Both builds import this folder as '../../worker' from where their code is, as the sources do.
const { cpSync } = require('node:fs');
const { join } = require('node:path');

for (const name of ['location.cjs', 'location.d.cts']) {
  cpSync(join(__dirname, name), join(__dirname, '..', 'dist', 'worker', name));
}
