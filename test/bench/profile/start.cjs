// Runs the program on the built packages; with `node --conditions=@aeroform/source` on their sources.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const register = path.join(
  __dirname,
  '../../../packages/embedded/test/support/register-typescript.cjs',
);
const flags = [...process.execArgv, '--expose-gc', '--require', register];
const run = path.join(__dirname, 'run.ts');
process.exitCode =
  spawnSync(process.execPath, [...flags, run, ...process.argv.slice(2)], { stdio: 'inherit' })
    .status ?? 1;
