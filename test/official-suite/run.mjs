// Runs the test suite of the official client, npm `aerospike`, from the installed package:
//
//   pnpm --filter @aeroform/test official-suite [options] [file…]      e.g. get lists query
//
//   --edition <name>       community (default) or enterprise: which one embedded is, and which tests are
//                          run: all, or those that are about what only the Enterprise Edition has
//   --host <address:port>  a server that runs already (namespace `test`; sets `demo-<file>` and some
//                          others, indexes and Lua modules are written); without it an embedded
//                          server is started, which needs `npm run build`
//   --file-limit <s>       a file that takes longer is stopped and counts as failed (default 180)
//   --limit <s>            for all files together; later ones count as failed (default 1500)
//   --json <path>          writes the report: every test with its state, failures with their message
//   --baseline <path>      the report of another run: also names what passed there and does not here
//   --suite-options=<text> more options for the suite itself, e.g. "--user superuser --testMRT"
//   --keep                 leaves the compiled suite in its temporary folder and says where
//
// Ends with 0 when as many tests pass as expectation.json (or expectation.enterprise.json) says, and what
// fails is listed there, each with the reason; with 2 when it could not run at all.
//
// A test that fails is repeated once, because some wait a fixed time for what another thread of the
// client does; those that then pass are marked with ↻. Not run: `stress/`, which the suite itself does
// not run either.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startEmbedded } from './embedded-process.mjs';
import { formatFile, formatTotal } from './format-report.mjs';
import { judge, readExpectation } from './judge.mjs';
import { runFile } from './run-file.mjs';
import { askBuild } from './server-build.mjs';
import { prepareSuite } from './suite-directory.mjs';

const SUITE_OPTIONS = {
  edition: { type: 'string', default: 'community' },
  host: { type: 'string' },
  'file-limit': { type: 'string', default: '180' },
  limit: { type: 'string', default: '1500' },
  json: { type: 'string' },
  baseline: { type: 'string' },
  'suite-options': { type: 'string', default: '' },
  keep: { type: 'boolean', default: false },
};

/** What the suite is told of each edition. */
const EDITIONS = {
  community: { options: [], build: undefined },
  enterprise: {
    options: '--user superuser --password superuser --testMRT --testStrongConsistency'.split(' '),
    // A server with security tells its version only to users.
    build: '8.1.2.0',
  },
};

function say(text) {
  process.stdout.write(`${text}\n`);
}

function readCommandLine() {
  const { values, positionals } = parseArgs({ options: SUITE_OPTIONS, allowPositionals: true });
  if (!(values.edition in EDITIONS)) {
    throw new Error(`--edition must be community or enterprise, found "${values.edition}"`);
  }
  const given = values['suite-options'].split(' ').filter((word) => word !== '');
  return {
    ...values,
    address: values.host === undefined ? undefined : readAddress(values.host),
    fileLimitMs: readSeconds('--file-limit', values['file-limit']),
    limitMs: readSeconds('--limit', values.limit),
    suiteOptions: [...EDITIONS[values.edition].options, ...given],
    expectation: readExpectation(values.edition),
    files: positionals,
  };
}

function readAddress(text) {
  const match = /^(?<host>[^:]+):(?<port>\d{1,5})$/.exec(text);
  if (match === null) throw new Error(`--host must be address:port, found "${text}"`);
  return { host: match.groups.host, port: Number(match.groups.port) };
}

function readSeconds(option, text) {
  const seconds = Number(text);
  if (!(seconds > 0)) throw new Error(`${option} must be a number of seconds, found "${text}"`);
  return seconds * 1000;
}

async function runAll(suite, server, { fileLimitMs, limitMs, suiteOptions }) {
  const deadline = performance.now() + limitMs;
  const results = [];
  for (const file of suite.files) {
    const leftMs = Math.max(0, deadline - performance.now());
    const result = await runFile(suite, file, server, {
      limitMs: Math.min(fileLimitMs, leftMs),
      suiteOptions,
    });
    say(formatFile(result));
    results.push(result);
  }
  return results;
}

/** The files that were asked for; without any, all, or those with something for the edition. */
function chosenFiles({ edition, files, expectation }) {
  return files.length === 0 && edition === 'enterprise' ? Object.keys(expectation) : files;
}

function conclude({ version }, results, { json, baseline, expectation }) {
  if (json !== undefined) {
    const report = { package: `aerospike@${version}`, files: results };
    writeFileSync(json, `${JSON.stringify(report, undefined, 1)}\n`);
  }
  const before = baseline && JSON.parse(readFileSync(baseline, 'utf8')).files;
  const verdict = judge(results, expectation, before);
  say(`\n${formatTotal(results)}\n${verdict.text}`);
  process.exitCode = verdict.ok ? 0 : 1;
}

async function main() {
  const options = readCommandLine();
  const suite = prepareSuite(chosenFiles(options));
  if (options.keep) say(`compiled to ${suite.directory}`);
  else process.once('exit', suite.remove);
  let embedded;
  try {
    embedded = options.address === undefined ? await startEmbedded(options.edition) : undefined;
    const address = options.address ?? embedded.address;
    const build = (await askBuild(address)) ?? EDITIONS[options.edition].build;
    say(`aerospike ${suite.version} on ${address.host}:${address.port}, server ${build ?? '?'}`);
    const results = await runAll(suite, { ...address, build }, options);
    conclude(suite, results, options);
  } finally {
    await embedded?.stop();
  }
}

// Without it a signal would leave the temporary folder and the processes behind.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
await main().catch((error) => {
  process.stderr.write(`official-suite: ${error.message}\n`);
  process.exitCode = 2;
});
