'use strict';

// Both builds import this folder as '../../../lua' from where their code is, as the sources do.
const { cpSync } = require('node:fs');
const { basename, join } = require('node:path');

cpSync(__dirname, join(__dirname, '..', 'dist', 'lua'), {
  recursive: true,
  filter: (path) => basename(path) !== basename(__filename),
});
