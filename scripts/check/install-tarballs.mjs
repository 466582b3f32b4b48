// Installs packed packages into a directory outside the workspace, without a network: the packages
// are unpacked; what they declare from elsewhere is linked from the workspace's own installation.
import { existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { root, run } from './run.mjs';
import { manifestOf, packageDirectory } from './workspace.mjs';

const scope = '@aeroform/';

const ours = (dependency) => dependency.startsWith(scope);

/** The packages of ours that these need, themselves included. */
function closure(names) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name)) return;
    found.add(name);
    const { dependencies = {}, peerDependencies = {} } = manifestOf(name);
    for (const needed of Object.keys({ ...dependencies, ...peerDependencies })) {
      if (ours(needed)) visit(needed.slice(scope.length));
    }
  };
  names.forEach(visit);
  return [...found];
}

/** Makes `dependency` of the package `from` (a directory) loadable from `directory`. */
export function link(dependency, from, directory) {
  const place = path.join(directory, 'node_modules', dependency);
  if (existsSync(place)) return;
  mkdirSync(path.dirname(place), { recursive: true });
  symlinkSync(realpathSync(path.join(from, 'node_modules', dependency)), place, 'junction');
}

const nestPackages = ['@nestjs/common', '@nestjs/core', 'reflect-metadata', 'rxjs'];

/** Call it before installing; what is linked first stays. */
export function linkNest12(directory) {
  const source = path.join(root, 'test', 'downstream', 'nest-12');
  for (const name of nestPackages) link(name, source, directory);
}

async function installOne(directory, name, tarball, optionalPeers) {
  const place = path.join(directory, 'node_modules', scope, name);
  mkdirSync(place, { recursive: true });
  const args = ['-xzf', tarball, '-C', place, '--strip-components=1'];
  const { ok, output } = await run('tar', args);
  if (!ok) throw new Error(output);
  const manifest = manifestOf(name);
  const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifest;
  const source = packageDirectory(name);
  for (const dependency of Object.keys(dependencies)) {
    if (!ours(dependency)) link(dependency, source, place);
  }
  for (const peer of Object.keys(peerDependencies)) {
    const wanted = optionalPeers || peerDependenciesMeta[peer]?.optional !== true;
    if (!ours(peer) && wanted) link(peer, source, directory);
  }
}

/** Installs the named packages and those of ours that they need. */
export async function installTarballs(directory, names, tarballs, { optionalPeers }) {
  for (const name of closure(names)) {
    await installOne(directory, name, tarballs[name], optionalPeers);
  }
}
