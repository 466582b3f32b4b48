// The program as a CommonJS module.
'use strict';

const core = require('@aeroform/core');
const orm = require('@aeroform/orm');

import('./smoke.mjs')
  .then(({ main }) => main({ core, orm }))
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  });
