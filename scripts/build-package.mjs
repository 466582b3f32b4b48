// Builds the package in the working directory twice: dist/esm for `import`, dist/cjs for `require`.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { compile } from './check/run.mjs';

const formats = { esm: 'module', cjs: 'commonjs' };

async function build(format) {
  await mkdir(`dist/${format}`, { recursive: true });
  await writeFile(`dist/${format}/package.json`, `{ "type": "${formats[format]}" }\n`);
  return compile(process.cwd(), `tsconfig.${format}.json`);
}

/**
 * Lets CommonJS modules export values instead of TypeScript's getters. V8 keeps an object of many
 * getters as a dictionary: each use of an imported name in another package would cost 8 ns, in place
 * of half a one. No export that another module passes on is ever assigned to again, and there are no cycles.
 */
async function exportValues(folder) {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.js'));
  await Promise.all(files.map((name) => exportValuesOf(`${folder}/${name}`)));
}

async function exportValuesOf(file) {
  const code = await readFile(file, 'utf8');
  const getter =
    /Object\.defineProperty\(exports, "(\w+)", \{ enumerable: true, get: function \(\) \{ return ([\w.]+); \} \}\);/g;
  const values = code.replace(getter, 'exports.$1 = $2;');
  // Those of `export *` come from a helper that makes getters, too.
  const exporting = values.replaceAll('get: function() { return m[k]; }', 'value: m[k]');
  if (exporting !== code) await writeFile(file, exporting);
}

/** What a package knows of its version is that of its `package.json`. */
async function writeVersion(file) {
  const text = await readFile(file, 'utf8').catch(() => '');
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const current = text.replace(/(?<=PACKAGE_VERSION = ')[^']*/, () => version);
  if (current !== text) await writeFile(file, current);
}

await writeVersion('src/client/package-version.ts');
await rm('dist', { recursive: true, force: true });
const results = await Promise.all(Object.keys(formats).map(build));
for (const { ok, output } of results) {
  if (ok) continue;
  process.stderr.write(output);
  process.exitCode = 1;
}
await exportValues('dist/cjs');
