// test_helper.js asks the server for its edition and namespace in a root hook that does not wait for
// the answers, and tests skip themselves by them. In a run of all files together only the first tests
// are early; here each file has a process of its own, so it waits.
'use strict';

const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');
const { before } = require('mocha');

const LIMIT_MS = 10_000;

before('the facts about the server', async function () {
  this.timeout(LIMIT_MS);
  const { cluster, options } = require(path.resolve('test/test_helper.js'));
  // With this option the suite does not connect by itself.
  if (options.testMetrics) return;
  while (cluster.namespaceInfo?.config === undefined) await sleep(2);
});
