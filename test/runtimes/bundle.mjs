// Bundles an entry with all that it needs, minified by esbuild. A bundle is written where there are no
// packages: what it has left out, it can't load.
import { isBuiltin } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';
import webpack from 'webpack';

/** What is not installed, and not bundled when it is: bundlers break the addon of npm aerospike. */
const OPTIONAL = ['class-transformer', 'aerospike'];

/** @returns {Promise<{ ok: boolean, output: string, file: string }>} */
export async function bundleWithEsbuild(directory, entry, target) {
  const isModule = entry.endsWith('.mjs');
  const file = path.join(target, entry);
  try {
    const { metafile, warnings } = await esbuild.build({
      absWorkingDir: directory,
      entryPoints: [entry],
      outfile: file,
      bundle: true,
      minify: true,
      platform: 'node',
      format: isModule ? 'esm' : 'cjs',
      // prom-client is CommonJS: https://github.com/evanw/esbuild/issues/1921
      ...(isModule ? { banner: { js: DEFINE_REQUIRE } } : {}),
      logLevel: 'silent',
      metafile: true,
    });
    const faults = [
      ...warnings.map(({ text }) => text),
      ...leftOut(metafile).map((each) => `${each} is left out`),
      ...Object.keys(metafile.inputs).filter(isAddon),
    ];
    return { ok: faults.length === 0, output: faults.join('\n'), file };
  } catch (error) {
    return { ok: false, output: error.message, file };
  }
}

const DEFINE_REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

function leftOut({ outputs }) {
  return Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path: name }) => external && !isBuiltin(name) && !OPTIONAL.includes(name))
    .map(({ path: name }) => name);
}

function isAddon(file) {
  return /node_modules\/aerospike\/|\.node$/.test(file);
}

/** @returns {Promise<{ ok: boolean, output: string, file: string }>} */
export async function bundleWithWebpack(directory, entry, target) {
  const isModule = entry.endsWith('.mjs');
  const compiler = webpack({
    mode: 'production',
    // Names are shortened by esbuild already; it would take most of the time.
    optimization: { minimize: false },
    target: 'node20',
    context: directory,
    entry: `./${entry}`,
    output: {
      path: target,
      filename: entry,
      ...(isModule ? { library: { type: 'module' }, chunkFormat: 'module' } : {}),
    },
    experiments: { outputModule: isModule },
  });
  const file = path.join(target, entry);
  const stats = await new Promise((resolve, reject) => {
    compiler.run((error, result) => (error ? reject(error) : resolve(result)));
  }).finally(() => new Promise((resolve) => compiler.close(resolve)));
  const { errors, warnings, modules } = stats.toJson({
    all: false,
    errors: true,
    warnings: true,
    modules: true,
  });
  const faults = [
    ...errors,
    ...warnings.filter(
      ({ message }) => !OPTIONAL.some((name) => message.includes(`Can't resolve '${name}'`)),
    ),
  ].map(({ message }) => message);
  faults.push(...modules.map(({ name }) => name).filter(isAddon));
  return { ok: faults.length === 0, output: faults.join('\n'), file };
}
