// Runs the smoke tests on the built packages, also in runtimes that `npm test` leaves alone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packAll } from '../../scripts/check/pack-all.mjs';
import { checkRuntimes } from './check-runtimes.mjs';
import { findRuntimes } from './find-runtimes.mjs';

const say = (text) => process.stdout.write(`${text}\n`);

const directory = mkdtempSync(path.join(tmpdir(), 'aeroform-runtimes-'));
try {
  const { found, missing } = await findRuntimes();
  for (const line of missing) say(`- ${line}`);
  const checks = await checkRuntimes(directory, await packAll(directory), found);
  for (const { name, failed, output } of checks) {
    say(failed === 0 ? `✓ ${name}` : `✗ ${name}\n${output.trimEnd()}`);
  }
  process.exitCode = checks.some(({ failed }) => failed > 0) ? 1 : 0;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
