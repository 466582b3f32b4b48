// Runs one file of the suite with mocha in a process of its own, because a test may hang, or end the
// process: connecting is synchronous, and a crash of the native client can't be caught.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const OUTPUT_KEPT = 4000;

/**
 * @typedef {{ state: 'passed' | 'failed' | 'pending' | 'retried', title: string, message?: string }} TestResult
 * @typedef {{ file: string, seconds: number, tests: TestResult[], problem?: string }} FileResult
 *   `retried`: failed, and was repeated; another entry says how that ended.
 *   `problem`: why the file was not run to its end.
 */

/** @returns {Promise<FileResult>} */
export async function runFile(suite, file, server, { limitMs, suiteOptions }) {
  if (limitMs === 0) return { file, seconds: 0, tests: [], problem: 'no time was left' };
  const events = path.join(suite.directory, 'events.jsonl');
  rmSync(events, { force: true });
  const started = performance.now();
  const { how, output } = await runMocha(suite, file, limitMs, {
    OPTIONS: [...suiteTarget(server, file), ...suiteOptions].join(' '),
    OFFICIAL_SUITE_EVENTS: events,
    ...(server.build === undefined ? {} : { AEROSPIKE_VERSION_OVERRIDE: server.build }),
    npm_package_version: suite.version,
  });
  const seconds = (performance.now() - started) / 1000;
  const { tests, complete } = readEvents(events);
  const result = { file, seconds, tests };
  return complete ? result : { ...result, problem: `${how}\n${output.trim()}`.trim() };
}

/** A set for each file, because some tests read the whole set and expect only their own records. */
function suiteTarget({ host, port }, file) {
  return ['--host', host, '--port', port, '--set', `demo-${file}`];
}

function runMocha(suite, file, limitMs, settings) {
  const mochaOptions = ['--exit', '--retries', '1', '--reporter', here('./event-reporter.cjs')];
  const first = ['--file', 'test/test_helper.js', '--file', here('./await-server-facts.cjs')];
  const child = spawn(process.execPath, [mocha, ...mochaOptions, ...first, `test/${file}.js`], {
    cwd: suite.directory,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-OUTPUT_KEPT);
    });
  }
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, limitMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      process.off('exit', kill);
      const end = signal === null ? `mocha ended with ${code}` : `mocha was ended by ${signal}`;
      resolve({ how: late ? `stopped after ${limitMs / 1000} s` : end, output });
    });
  });
}

function readEvents(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  const events = lines.map((line) => JSON.parse(line));
  return {
    tests: events.filter(({ state }) => state !== 'end'),
    complete: events.some(({ state }) => state === 'end'),
  };
}
