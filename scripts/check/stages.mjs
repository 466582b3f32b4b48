// The stages that look at the sources. Each gives a list of checks: {name, passed, failed, output}.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { checkFolders } from './folders.mjs';
import { binary, compile, compilers, inParallel, node, root } from './run.mjs';
import { packages, typeTestFiles } from './workspace.mjs';

/** A check that passes or fails as a whole. */
export function check(name, { ok, output }) {
  return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, output };
}

export async function format() {
  const result = await node([binary('oxfmt'), '--check', '.']);
  return [check('oxfmt (`npm run format` repairs it)', result)];
}

export async function lint() {
  return [check('oxlint', await node([binary('oxlint'), '--format=unix'])), ...checkFolders()];
}

export async function build() {
  return [check('turbo run build', await node(['scripts/build-all.mjs']))];
}

const projects = [
  ...packages.map((name) => `packages/${name}/tsconfig.json`),
  'packages/orm/tsconfig.standard.json',
  'examples/airports/tsconfig.json',
  'examples/nest-app/tsconfig.json',
  'test/tsconfig.json',
  'docs/tsconfig.json',
];

export async function typecheck() {
  const jobs = projects.map((project) => async () => check(project, await compile(root, project)));
  return inParallel(jobs);
}

/** `test/types` of each package, under every supported compiler, against the sources. */
export async function typeTests() {
  const tested = packages.filter((name) => typeTestFiles(name).length > 0);
  const jobs = tested.flatMap((name) =>
    Object.entries(compilers).map(([version, compiler]) => async () => {
      const project = `packages/${name}/tsconfig.types.json`;
      return check(`${project} with TypeScript ${version}`, await compile(root, project, compiler));
    }),
  );
  return inParallel(jobs);
}

/**
 * All tests with the wire driver, then those that need a server with the native one: the addon must not
 * share a process with anything that it may take along.
 */
export async function jest() {
  return [...(await runJest('jest')), ...(await runJest('jest with the native driver', native()))];
}

/** The file that tests have their driver from. */
const DRIVER_FILE = 'test/support/driver-under-test.ts';
const NATIVE_TESTS = 'packages/core/test/driver/native';

/** Tests of core and orm that take the driver under test, and those of the native driver itself. */
function native() {
  const own = readdirSync(path.join(root, NATIVE_TESTS)).map((name) => `${NATIVE_TESTS}/${name}`);
  return {
    // The official client asks again when it got no answer within the 30 seconds of its socket time-out.
    args: ['--selectProjects', 'core', 'orm', '--testTimeout=70000', '--findRelatedTests'].concat(
      DRIVER_FILE,
      own,
    ),
    env: { AEROFORM_DRIVER: 'native' },
  };
}

/** Jest writes to the terminal by itself; the counts come from its report. */
async function runJest(name, { args = [], env = {} } = {}) {
  const reportFile = path.join(
    root,
    'node_modules',
    '.aeroform',
    `${name.replace(/ /g, '-')}.json`,
  );
  mkdirSync(path.dirname(reportFile), { recursive: true });
  rmSync(reportFile, { force: true });
  const options = ['--json', `--outputFile=${reportFile}`, '--reporters=default'];
  const code = await spawnJest([...options, ...args], env);
  if (!existsSync(reportFile)) return [check(name, { ok: false, output: `exit code ${code}` })];
  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return [
    {
      name,
      passed: report.numPassedTests,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      output: 'The failures are listed above.',
    },
  ];
}

function spawnJest(args, env) {
  return new Promise((resolve, reject) => {
    // --json claims stdout for the report; what people read is on stderr.
    const stdio = ['ignore', 'ignore', 1];
    const options = { cwd: root, stdio, env: { ...process.env, ...env } };
    const child = spawn(process.execPath, [binary('jest'), ...args], options);
    child.on('error', reject);
    child.on('exit', resolve);
  });
}
