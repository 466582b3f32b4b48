// Runs the test suite of the official client, npm `aerospike`, from the installed package:
//
//   pnpm --filter @aeroform/test official-suite [options] [file…]      e.g. get lists query
//
//   --host <address:port>  a server that runs already (namespace `test`, set `demo` is written);
//                          without it an embedded server is started, which needs `npm run build`
//   --file-limit <s>       a file that takes longer is stopped and counts as failed (default 180)
//   --limit <s>            for all files together; later ones count as failed (default 1500)
//   --json <path>          writes the report: every test with its state, failures with their message
//   --baseline <path>      the report of another run: also names what passed there and does not here
//   --keep                 leaves the compiled suite in its temporary folder and says where
//
// Ends with 0 when all that fails is listed in known-failures.json, which holds the tests that fail
// on the real server, too, each with the reason; with 2 when the command line is wrong.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startEmbedded } from './embedded-process.mjs';
import { formatReport } from './format-report.mjs';
import { runFile } from './run-file.mjs';
import { judge } from './judge.mjs';
import { prepareSuite } from './suite-directory.mjs';

const SUITE_OPTIONS = {
  host: { type: 'string' },
  'file-limit': { type: 'string', default: '180' },
  limit: { type: 'string', default: '1500' },
  json: { type: 'string' },
  baseline: { type: 'string' },
  keep: { type: 'boolean', default: false },
};

function say(text) {
  process.stdout.write(`${text}\n`);
}

function readCommandLine() {
  try {
    const { values, positionals } = parseArgs({ options: SUITE_OPTIONS, allowPositionals: true });
    return {
      ...values,
      address: values.host === undefined ? undefined : readAddress(values.host),
      fileLimitMs: readSeconds('--file-limit', values['file-limit']),
      limitMs: readSeconds('--limit', values.limit),
      files: positionals,
    };
  } catch (error) {
    process.stderr.write(`official-suite: ${error.message}\n`);
    process.exit(2);
  }
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

async function runAll(suite, server, { fileLimitMs, limitMs }) {
  const deadline = performance.now() + limitMs;
  const results = [];
  for (const file of suite.files) {
    const leftMs = Math.max(0, deadline - performance.now());
    const result = await runFile(suite, file, server, Math.min(fileLimitMs, leftMs));
    say(formatReport([result]));
    results.push(result);
  }
  return results;
}

async function main() {
  const options = readCommandLine();
  const suite = prepareSuite(options.files);
  let embedded;
  try {
    embedded = options.address === undefined ? await startEmbedded() : undefined;
    const server = options.address ?? embedded.address;
    say(`aerospike ${suite.version}, its own tests against ${server.host}:${server.port}`);
    const results = await runAll(suite, server, options);
    if (options.json !== undefined) {
      const report = { package: `aerospike@${suite.version}`, files: results };
      writeFileSync(options.json, `${JSON.stringify(report, undefined, 1)}\n`);
    }
    const baseline =
      options.baseline === undefined
        ? undefined
        : JSON.parse(readFileSync(options.baseline, 'utf8')).files;
    const verdict = judge(results, baseline);
    say(`\n${formatReport(results, { total: true })}\n${verdict.text}`);
    process.exitCode = verdict.ok ? 0 : 1;
  } finally {
    await embedded?.stop();
    if (options.keep) say(`kept ${suite.directory}`);
    else suite.remove();
  }
}

await main();
