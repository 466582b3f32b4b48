// What is installed with a package has to run on any system and with any Node.js: no addon, no program,
// nothing that an installation would have to build or fetch.
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
} from 'node:fs';
import path from 'node:path';
import { check } from '../../scripts/check/stages.mjs';

const OURS = ['@aeroform/protocol', '@aeroform/core', '@aeroform/orm'];
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];
/** First bytes of programs and libraries: of Linux, macOS (in three forms) and Windows. */
const EXECUTABLES = ['7f454c46', 'cffaedfe', 'cefaedfe', 'cafebabe', '4d5a'];

/** A check of all that the installed packages need, optional peers left out. */
export function checkNativeCode(app) {
  const closure = new Map();
  for (const name of OURS) addTo(closure, path.join(app, 'node_modules', name));
  const faults = [...closure].flatMap(([directory, manifest]) => faultsOf(directory, manifest));
  const names = [...closure.values()].map(({ name }) => name);
  const ok = faults.length === 0 && OURS.every((name) => names.includes(name));
  return check(`no native code in ${[...new Set(names)].join(', ')}`, {
    ok,
    output: faults.join('\n'),
  });
}

function addTo(closure, place) {
  const directory = realpathSync(place);
  if (closure.has(directory)) return;
  const manifest = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
  closure.set(directory, manifest);
  const { dependencies = {}, optionalDependencies = {} } = manifest;
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    addTo(closure, find(name, directory));
  }
}

/** Where Node.js would find a package. */
function find(name, from) {
  for (let at = from; ; at = path.dirname(at)) {
    const place = path.join(at, 'node_modules', name);
    if (existsSync(place)) return place;
    if (at === path.dirname(at)) throw new Error(`${from} needs ${name}, which is not installed`);
  }
}

function faultsOf(directory, { name, scripts = {}, gypfile, os, cpu, libc }) {
  const found = INSTALL_SCRIPTS.filter((script) => script in scripts).map(
    (each) => `script ${each}`,
  );
  if (gypfile || existsSync(path.join(directory, 'binding.gyp'))) found.push('binding.gyp');
  if (os || cpu || libc) found.push('a package of one system only');
  for (const file of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const full = path.join(file.parentPath ?? file.path, file.name);
    const isInside = !path.relative(directory, full).split(path.sep).includes('node_modules');
    if (file.isFile() && isInside && isNative(full)) found.push(path.relative(directory, full));
  }
  return found.map((fault) => `${name}: ${fault}`);
}

function isNative(file) {
  if (/\.(?:node|so|dylib|dll|exe|gyp)$/.test(file)) return true;
  const descriptor = openSync(file, 'r');
  try {
    const start = Buffer.alloc(4);
    readSync(descriptor, start, 0, start.length, 0);
    return EXECUTABLES.some((magic) => start.toString('hex').startsWith(magic));
  } finally {
    closeSync(descriptor);
  }
}
