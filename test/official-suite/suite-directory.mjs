// Makes the tests of the installed package runnable: the package ships them as TypeScript only. They
// are compiled one by one, as the suite's own tsconfig.json says, into a temporary folder that looks
// like the package: `test` compiled, `lib` and `node_modules` links.
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import typescript from 'typescript';

const require = createRequire(import.meta.url);
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const FOLDERS = ['', 'generators', 'types', 'util'];
const NO_TESTS = ['test_helper'];

/**
 * Compiles the suite.
 *
 * @param {string[]} wanted names of files, without extension; none means all.
 * @returns {{ directory: string, version: string, files: string[], remove: () => void }}
 */
export function prepareSuite(wanted) {
  const installed = path.dirname(require.resolve('aerospike/package.json'));
  const source = path.join(installed, 'test');
  const files = chooseFiles(source, wanted);
  const directory = mkdtempSync(path.join(os.tmpdir(), 'official-suite-'));
  const { compilerOptions } = typescript.readConfigFile(
    path.join(source, 'tsconfig.json'),
    typescript.sys.readFile,
  ).config;
  for (const folder of FOLDERS) {
    const to = path.join(directory, 'test', folder);
    mkdirSync(to, { recursive: true });
    compileFolder(path.join(source, folder), to, compilerOptions);
  }
  symlinkSync(path.join(installed, 'lib'), path.join(directory, 'lib'));
  symlinkSync(modules, path.join(directory, 'node_modules'));
  copyFileSync(path.join(installed, 'package.json'), path.join(directory, 'package.json'));
  const { version } = require('aerospike/package.json');
  const remove = () => rmSync(directory, { recursive: true });
  return { directory, version, files, remove };
}

function chooseFiles(source, wanted) {
  const known = readdirSync(source)
    .filter((name) => /\.[jt]s$/.test(name))
    .map((name) => name.slice(0, -'.ts'.length))
    .filter((name) => !NO_TESTS.includes(name));
  const unknown = wanted.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`The suite has no file ${unknown.join(', ')}; it has ${known.join(', ')}.`);
  }
  return wanted.length === 0 ? known : wanted;
}

function compileFolder(from, to, compilerOptions) {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'tsconfig.json') continue;
    const source = path.join(from, entry.name);
    if (/\.[jt]s$/.test(entry.name)) {
      const text = readFileSync(source, 'utf8');
      writeFileSync(path.join(to, entry.name.replace(/ts$/, 'js')), compile(text, compilerOptions));
    } else {
      copyFileSync(source, path.join(to, entry.name));
    }
  }
}

function compile(text, compilerOptions) {
  return typescript.transpileModule(text, {
    compilerOptions: { ...compilerOptions, allowJs: true },
  }).outputText;
}
