// Runs the program `run.ts` of a folder on the built packages, with the options of this process; with
// `node --conditions=@aeroform/source` on their sources, which is slower, for tests.
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const register = path.join(
  __dirname,
  '../../packages/embedded/test/support/register-typescript.cjs',
);

module.exports = function startProgram(folder, ...further) {
  // Each measurement starts with an empty heap.
  const flags = [...process.execArgv, '--expose-gc', ...further, '--require', register];
  const args = [...flags, path.join(folder, 'run.ts'), ...process.argv.slice(2)];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
};
