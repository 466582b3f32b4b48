// Builds all packages through turbo, quietly and without telemetry.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { binary, root } from './check/run.mjs';

const require = createRequire(import.meta.url);
const { providePnpm } = require('./pnpm.cjs');
providePnpm(); // turbo starts the scripts of the packages with pnpm

const args = [
  'run',
  'build',
  '--output-logs=errors-only',
  '--concurrency=2',
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, [binary('turbo'), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    DO_NOT_TRACK: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    TURBO_TELEMETRY_DISABLED: '1',
  },
});
process.exitCode = status ?? 1;
