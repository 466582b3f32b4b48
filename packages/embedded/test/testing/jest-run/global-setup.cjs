// What Jest runs for a whole run is not found through its configuration: this repository's sources are
// loaded here. Users name '@aeroform/embedded/testing/global-setup'.
require('../../support/register-typescript.cjs');

module.exports = require('../../../src/testing/default-global-setup.ts').default;
