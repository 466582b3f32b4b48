import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const FOLDER = path.join(__dirname, 'examples');
const SOURCES = path.join(__dirname, '../../src');
const DOCUMENTED = [
  'testing/global-setup.ts',
  'testing/use-embedded-server.ts',
  'testing/worker-namespace.ts',
  'snapshot/snapshot.ts',
];

/** The examples in the doc comments of a file. */
function examplesOf(file: string): string[] {
  const source = readFileSync(path.join(SOURCES, file), 'utf8');
  return [...source.matchAll(/@example\n((?: \*.*\n)*?) \*\//g)].map((match) =>
    (match[1] as string).replaceAll(/^ \* ?/gm, '').trim(),
  );
}

/** Each file of the folder as a doc comment would show it. */
const files = readdirSync(FOLDER).map((name) =>
  readFileSync(path.join(FOLDER, name), 'utf8')
    .replaceAll('../../../src/testing/index', '@aeroform/embedded/testing')
    .replaceAll('../../../src/index', '@aeroform/embedded')
    .replaceAll(/^\/\/ oxlint.*\n/gm, ''),
);

it.each(DOCUMENTED)('the examples in %s are those that are compiled here', (file) => {
  const examples = examplesOf(file);
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) {
    expect(files.some((text) => text.startsWith(example))).toBe(true);
  }
});

const run = promisify(execFile);
const register = path.join(__dirname, '../support/register-typescript.cjs');

it('works with the hooks of node:test', async () => {
  const example = path.join(FOLDER, 'use-embedded-worker.ts');
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { stdout } = await run(
    process.execPath,
    ['--conditions=@aeroform/source', '--require', register, example],
    { env, timeout: 20_000 },
  );
  expect(stdout).toMatch(/# pass 1\b|pass 1\n/);
});

it('works as the global setup of Jest, with a namespace for each worker', async () => {
  const jest = require.resolve('jest/bin/jest');
  const config = path.join(__dirname, 'jest-run/jest.config.cjs');
  const { AEROSPIKE_HOSTS: _, JEST_WORKER_ID: __, ...env } = process.env;
  const { stderr } = await run(process.execPath, [jest, '--config', config], {
    env,
    timeout: 30_000,
  });
  expect(stderr).toContain('Tests:       2 passed');
  expect(stderr).not.toContain('did not exit');
});
