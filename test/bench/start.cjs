// Runs the benchmark on the built packages: `pnpm bench [option…]`, or `node test/bench/start.cjs`.
// With `node --conditions=@aeroform/source` it runs on their sources, which is slower, for tests.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const register = path.join(
  __dirname,
  '../../packages/embedded/test/support/register-typescript.cjs',
);
const flags = [
  ...process.execArgv,
  // Each measurement starts with an empty heap.
  '--expose-gc',
  // tinybench is an ES module, and is loaded by require().
  '--disable-warning=ExperimentalWarning',
  '--require',
  register,
];
const run = path.join(__dirname, 'run.ts');
process.exitCode =
  spawnSync(process.execPath, [...flags, run, ...process.argv.slice(2)], { stdio: 'inherit' })
    .status ?? 1;
