'use strict';

// In this repository the worker runs from its sources, too, as tests do: no build is needed.
require('../test/support/register-typescript.cjs');
require('../src/worker/worker-main.ts');
