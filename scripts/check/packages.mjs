// What consumers get: packs all packages, then inspects, loads and compiles against the tarballs.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkRuntimes } from '../../test/runtimes/check-runtimes.mjs';
import { checkTypes } from './consumer-types.mjs';
import { installTarballs, linkNest12 } from './install-tarballs.mjs';
import { packAll } from './pack-all.mjs';
import { binary, inParallel, node } from './run.mjs';
import { check } from './stages.mjs';
import { packages } from './workspace.mjs';

export async function checkPackages() {
  const directory = mkdtempSync(path.join(tmpdir(), 'aeroform-packages-'));
  try {
    const tarballs = await packAll(directory);
    const inspections = packages.flatMap((name) => inspectionsOf(name, tarballs[name]));
    const smokes = packages.flatMap((name) => smokesOf(name, directory, tarballs));
    const nest12 = await nest12Smoke(directory, tarballs);
    const loads = await inParallel([...inspections, ...smokes, nest12]);
    const runtimes = await checkRuntimes(directory, tarballs);
    return [...loads, ...runtimes, ...(await checkTypes(directory, tarballs))];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function inspectionsOf(name, tarball) {
  return [
    async () =>
      check(`publint ${name}`, await node([binary('publint'), 'run', tarball, '--strict'])),
    async () =>
      check(
        `attw ${name}`,
        await node([binary('@arethetypeswrong/cli', 'attw'), tarball, '--no-emoji', '--no-color']),
      ),
  ];
}

const esm = (name) => `
  import * as all from '${name}';
  if (Object.keys(all).length === 0) throw new Error('nothing is exported');
`;

const commonjs = (name) => `
  if (Object.keys(require('${name}')).length === 0) throw new Error('nothing is exported');
`;

const sameNames = (name) => `
  import { createRequire } from 'node:module';
  import * as all from '${name}';
  const names = (exports) => Object.keys(exports)
    .filter((key) => key !== 'default' && key !== '__esModule' && key !== 'module.exports')
    .sort().join();
  const required = createRequire(process.cwd() + '/x.js')('${name}');
  if (names(all) !== names(required)) throw new Error(names(all) + ' is not ' + names(required));
`;

const noInternals = (name) => `
  import { createRequire } from 'node:module';
  const require = createRequire(process.cwd() + '/x.js');
  for (const internal of ['dist/esm/index.js', 'dist/cjs/index.js', 'dist/cjs', 'src/index.ts', 'dist']) {
    const specifier = '${name}/' + internal;
    for (const load of [() => import(specifier), async () => require(specifier)]) {
      const code = await load().then(() => 'it can be loaded', (error) => error.code);
      if (code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw new Error(specifier + ': ' + code);
    }
  }
  if (require('${name}/package.json').version === undefined) throw new Error('no package.json');
`;

/** Each package alone with what it declares: an undeclared dependency fails here. */
function smokesOf(name, directory, tarballs) {
  const cwd = path.join(directory, `smoke-${name}`);
  mkdirSync(cwd);
  const installed = installTarballs(cwd, [name], tarballs, { optionalPeers: false });
  const smoke = (title, type, source) => async () => {
    await installed;
    const args = [`--input-type=${type}`, '--eval', source(`@aeroform/${name}`)];
    return check(`${title} ${name}`, await node(args, { cwd }));
  };
  return [
    smoke('import', 'module', esm),
    smoke('require', 'commonjs', commonjs),
    smoke('same names by import and require of', 'module', sameNames),
    smoke('no internals of', 'module', noInternals),
  ];
}

/** NestJS 12 is ESM only. */
async function nest12Smoke(directory, tarballs) {
  const cwd = path.join(directory, 'smoke-nestjs-12');
  mkdirSync(cwd);
  linkNest12(cwd);
  await installTarballs(cwd, ['nestjs'], tarballs, { optionalPeers: false });
  const args = ['--input-type=module', '--eval', esm('@aeroform/nestjs')];
  return async () => check('import nestjs with NestJS 12', await node(args, { cwd }));
}
