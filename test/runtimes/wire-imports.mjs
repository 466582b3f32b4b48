// The wire driver stands on its own: the codec, and what Node.js brings along.
import { isBuiltin } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';
import { check } from '../../scripts/check/stages.mjs';

const ALLOWED = ['@aeroform/protocol'];

/** A check of what the wire driver imports, directly or through other files. */
export async function checkWireImports(app) {
  const { metafile } = await esbuild.build({
    entryPoints: [
      path.join(app, 'node_modules/@aeroform/core/dist/esm/driver/wire/wire-driver.js'),
    ],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const found = new Set(imports.filter(({ external }) => external).map((each) => each.path));
  const packages = [...found].filter((name) => !isBuiltin(name)).sort();
  const ok = packages.join() === ALLOWED.join();
  return check(`the wire driver imports only ${ALLOWED.join()}`, {
    ok,
    output: packages.join('\n'),
  });
}
