// Finds the pnpm that package.json pins in `packageManager`; npx downloads it once.
'use strict';

const { spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const memo = path.join(root, 'node_modules', '.aeroform', 'pnpm.json');
const windows = process.platform === 'win32';

function pinnedVersion() {
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return packageManager.replace(/^pnpm@/, '').replace(/\+.*$/, '');
}

function holdsPnpm(directory) {
  return existsSync(path.join(directory, windows ? 'pnpm.cmd' : 'pnpm'));
}

function remembered(version) {
  if (!existsSync(memo)) return undefined;
  const found = JSON.parse(readFileSync(memo, 'utf8'));
  return found.version === version && holdsPnpm(found.directory) ? found.directory : undefined;
}

/** npx installs pnpm into its own cache and puts it into PATH: asks it for that PATH. */
function askNpx(version) {
  const printPath = windows ? '"echo %PATH%"' : 'echo "$PATH"';
  const args = ['--yes', '--package', `pnpm@${version}`, '-c', printPath];
  const result = spawnSync('npx', args, { cwd: root, encoding: 'utf8', shell: windows });
  const directories = String(result.stdout).trim().split(path.delimiter);
  const directory = result.status === 0 ? directories.find(holdsPnpm) : undefined;
  if (directory !== undefined) return directory;
  throw new Error(`npx could not bring in pnpm@${version}.\n${result.stderr || result.error}`);
}

/** Puts the pinned pnpm first in PATH, for this process and all that it starts. */
function providePnpm() {
  const version = pinnedVersion();
  const directory = remembered(version) ?? askNpx(version);
  process.env.PATH = `${directory}${path.delimiter}${process.env.PATH}`;
  return { version, directory };
}

/** Writes down where pnpm is, so that the next run needs no npx. */
function rememberPnpm(pnpm) {
  mkdirSync(path.dirname(memo), { recursive: true });
  writeFileSync(memo, `${JSON.stringify(pnpm)}\n`);
}

module.exports = { providePnpm, rememberPnpm };
