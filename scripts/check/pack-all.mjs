// Packs all packages, as they would be published.
import { createRequire } from 'node:module';
import path from 'node:path';
import { inParallel, run } from './run.mjs';
import { packageDirectory, packages } from './workspace.mjs';

const { providePnpm } = createRequire(import.meta.url)('../pnpm.cjs');

/** @returns {Promise<Record<string, string>>} the tarballs by package, in the directory */
export async function packAll(directory) {
  providePnpm();
  const pack = (name) => async () => {
    const tarball = path.join(directory, `${name}.tgz`);
    const cwd = packageDirectory(name);
    const { ok, output } = await run('pnpm', ['pack', '--out', tarball], { cwd });
    if (!ok) throw new Error(`pnpm pack of ${name} failed:\n${output}`);
    return [name, tarball];
  };
  return Object.fromEntries(await inParallel(packages.map(pack)));
}
