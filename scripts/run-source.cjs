// Runs a TypeScript file of the repository with the packages resolved to their sources, without a build:
//
//   node scripts/run-source.cjs <file> [argument…]
const { spawnSync } = require('node:child_process');
const path = require('node:path');

const register = path.join(__dirname, '../packages/embedded/test/support/register-typescript.cjs');
const args = ['--conditions=@aeroform/source', '--require', register, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
