require('../../support/register-typescript.cjs');

module.exports = require('../../../src/testing/default-global-teardown.ts').default;
