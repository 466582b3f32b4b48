'use strict';

// Both builds import this folder as '../../../lua' from where their code is, as the sources do.
const { cpSync } = require('node:fs');
const path = require('node:path');

cpSync(__dirname, path.join(__dirname, '..', 'dist', 'lua'), {
  recursive: true,
  filter: (file) => path.basename(file) !== path.basename(__filename),
});
