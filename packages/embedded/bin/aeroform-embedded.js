#!/usr/bin/env node
'use strict';

const { main } = require('../dist/cjs/cli/main.js');

main(process.argv.slice(2));
