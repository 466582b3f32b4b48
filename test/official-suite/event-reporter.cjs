// A mocha reporter that appends a line of JSON for each test to the file OFFICIAL_SUITE_EVENTS, so that
// nothing is lost when the process is stopped or crashes.
'use strict';

const { appendFileSync } = require('node:fs');
const { Runner } = require('mocha');

const STATES = {
  [Runner.constants.EVENT_TEST_PASS]: 'passed',
  [Runner.constants.EVENT_TEST_FAIL]: 'failed',
  [Runner.constants.EVENT_TEST_PENDING]: 'pending',
  [Runner.constants.EVENT_TEST_RETRY]: 'retried',
};

module.exports = class EventReporter {
  constructor(runner) {
    for (const [event, state] of Object.entries(STATES)) {
      runner.on(event, (test, error) => {
        write({ state, title: test.fullTitle(), ...(error && { message: String(error.message) }) });
      });
    }
    runner.once(Runner.constants.EVENT_RUN_END, () => write({ state: 'end' }));
  }
};

function write(event) {
  appendFileSync(process.env.OFFICIAL_SUITE_EVENTS, `${JSON.stringify(event)}\n`);
}
