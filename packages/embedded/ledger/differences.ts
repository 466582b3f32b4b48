import type { Difference } from './difference.js';

/**
 * Every known difference from the real server. The pages number them in this order; a row of
 * the ledger that does not exist does not compile, or fails the test of the pages.
 */
export const DIFFERENCES: readonly Difference[] = [
  {
    title: 'Integer division that stops the real server',
    reason: 'choice',
    real: 'INT64_MIN / -1 ends the process (SIGFPE). INT64_MIN % -1 very likely, too: not tried.',
    embedded: 'The quotient wraps to INT64_MIN, the remainder is 0.',
    why: 'A server that ends helps nobody; two’s complement wraps everywhere else in expressions.',
    evidence: 'facts of the recordings; packages/embedded/src/expression/int64.ts',
    about: ['expression:divide', 'expression:modulo'],
    partial: false,
  },
  {
    title: 'A Lua argument that stops the real server',
    reason: 'choice',
    real: '`aerospike:update` and its like crash on userdata that is no record.',
    embedded: 'The function fails with a Lua error (100).',
    why: 'A server that ends helps nobody.',
    evidence: 'packages/embedded/src/udf/library/aerospike-library.ts',
    about: ['command:applyUdf'],
    partial: false,
  },
  {
    title: 'One Lua state for each module',
    reason: 'limit',
    real: 'Several states for each module: a global that one call sets, another may see or not.',
    embedded: 'One state: every call sees the globals of the calls before it.',
    why: 'Lua runs on one thread. Modules that count on globals are wrong on the real server, too.',
    evidence: 'packages/embedded/src/udf/udf-state.ts',
    about: ['command:applyUdf', 'command:aggregation', 'command:backgroundUdf'],
    partial: false,
  },
  {
    title: 'Lua functions run at most 10 seconds, in 256 MiB',
    reason: 'limit',
    real: 'As long as the client’s time-out allows, without end when there is none.',
    embedded: 'The client’s time-out (1 s without one), never more than 10 s; then 100.',
    why:
      'Lua runs on the event loop: nothing else is served meanwhile. A loop inside one of Lua’s own ' +
      'functions, as in a pattern, can’t be interrupted at all.',
    evidence: 'packages/embedded/test/udf/lua-state.test.ts',
    about: ['command:applyUdf', 'command:aggregation', 'command:backgroundUdf', 'udfOp:aggregate'],
    partial: true,
  },
  {
    title: 'Log lines of Lua modules',
    reason: 'choice',
    real: '`trace`, `debug`, `info` and `warn` write to the log of the server.',
    embedded: 'They do nothing.',
    why: 'There is no log.',
    evidence: 'packages/embedded/src/udf/library/prelude.ts',
    about: ['command:applyUdf', 'command:aggregation', 'command:backgroundUdf'],
    partial: false,
  },
  {
    title: 'Some polygons that cross themselves',
    reason: 'limit',
    real: 'Which points such a polygon holds depends on the geometry library of the server.',
    embedded: 'Another port of the same library (S2) may decide otherwise.',
    why: 'They are no valid GeoJSON; the libraries agree on valid ones.',
    evidence: 'packages/embedded/test/geo/region.test.ts',
    about: ['expression:geoCompare', 'particle:geojson'],
    partial: false,
  },
  {
    title: 'A user who logs in to the Community Edition',
    reason: 'choice',
    real: '51, as for every message of the security protocol.',
    embedded: '52 for `login` and `authenticate` with a user; 51 for all others.',
    why:
      'Clients that are configured with a user then go on without, so that the configuration of ' +
      'production can be used in tests.',
    evidence: 'packages/embedded/test/security/answer-admin.test.ts',
    about: ['admin:login', 'admin:authenticate'],
    partial: true,
  },
  {
    title: 'Statistics of what embedded does not have are constant',
    reason: 'limit',
    real: 'Counters of devices, fabric, heartbeats, threads and memory that move.',
    embedded: 'All names are there; what describes such parts does not move.',
    why: 'There are no such parts. Records, sets, connections, commands and indexes are counted.',
    evidence: 'the names measured on the real server, in packages/embedded/test/info',
    about: ['info:statistics', 'info:namespace', 'info:get-config'],
    partial: false,
  },
  {
    title: 'No latencies are measured',
    reason: 'choice',
    real: 'Histograms of how long commands took.',
    embedded: 'The answers that the real server gives for histograms without data.',
    why: 'Times in a process that runs tests say nothing about a cluster.',
    evidence: 'packages/embedded/src/info/latencies.ts',
    about: ['info:latencies'],
    partial: true,
  },
  {
    title: 'Expressions with calls in `sindex-list`',
    reason: 'missing',
    real: 'Without `b64=true` it shows the operations of an expression in words.',
    embedded:
      'In words, too; but expressions that call list, map, bit or HLL operations as base64.',
    why: 'Clients ask for base64; the words are for people.',
    evidence: 'packages/embedded/test/sindex/describe-expression.test.ts',
    about: ['info:sindex-list'],
    partial: true,
  },
  {
    title: 'No external authentication',
    reason: 'missing',
    real: 'The Enterprise Edition can ask an LDAP server whether a password is right.',
    embedded: 'Passwords of users that it has itself, and client certificates.',
    why: 'Client code does the same in both cases.',
    evidence: 'packages/embedded/src/security',
    about: ['adminField:clearPassword', 'admin:login'],
    partial: false,
  },
  {
    title: 'How long the server keeps an ended transaction',
    reason: 'limit',
    real: 'Not public.',
    embedded: '60 seconds, in which the client can still close it.',
    why: 'The tests of the official client close one two seconds after its deadline.',
    evidence: 'packages/embedded/src/transaction/transaction-monitor.ts',
    about: ['info4:transactionRollBack', 'info4:transactionRollForward'],
    partial: false,
  },
  {
    title: 'The Enterprise Edition is known from outside only',
    reason: 'limit',
    real: 'Its server is not public.',
    embedded:
      'What its documentation, the public source around it, the clients and their tests tell; all tests ' +
      'of the official client about it pass.',
    why: 'There was no such server to compare with.',
    evidence: 'test/official-suite/expectation.enterprise.json',
    about: ['frame:admin', 'frame:compressed', 'info2:durableDelete', 'field:transactionId'],
    partial: false,
  },
  {
    title: 'Truncation within a millisecond',
    reason: 'choice',
    real: 'Without `lut`, what was written in the millisecond of the command may stay.',
    embedded:
      'Everything written before goes, everything written after it stays; the clock moves on by a ' +
      'millisecond for that, also a frozen one. With `lut` as the real server.',
    why: 'Embedded answers so fast that in tests half of what they truncate would stay.',
    evidence:
      'packages/embedded/test/info/truncate.test.ts; of 300 rounds of a write and a truncation the ' +
      'real server kept 9',
    about: ['info:truncate', 'info:truncate-namespace'],
    partial: false,
  },
];
