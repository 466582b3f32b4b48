// Builds the package in the working directory twice: dist/esm for `import`, dist/cjs for `require`.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { compile } from './check/run.mjs';

const formats = { esm: 'module', cjs: 'commonjs' };

async function build(format) {
  await mkdir(`dist/${format}`, { recursive: true });
  await writeFile(`dist/${format}/package.json`, `{ "type": "${formats[format]}" }\n`);
  return compile(process.cwd(), `tsconfig.${format}.json`);
}

await rm('dist', { recursive: true, force: true });
const results = await Promise.all(Object.keys(formats).map(build));
for (const { ok, output } of results) {
  if (ok) continue;
  process.stderr.write(output);
  process.exitCode = 1;
}
