// Compiles the published types in strict consumer projects: ESM and CommonJS, every TypeScript that
// is supported, NestJS 11 and 12. The consumers are test/downstream/consumer and the type tests.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installTarballs, link, linkNest12 } from './install-tarballs.mjs';
import { compile, compilers, inParallel, root } from './run.mjs';
import { check } from './stages.mjs';
import { checkTypeBudget } from './type-budget.mjs';
import { packageDirectory, packages, typeTestFiles } from './workspace.mjs';

const compilerOptions = {
  target: 'ES2022',
  lib: ['ES2022'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  types: ['node'],
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  isolatedModules: true,
  skipLibCheck: false,
};

/** CommonJS consumers compile decorators the legacy way, as Nest does; ESM ones the standard way. */
const formats = {
  esm: { type: 'module', decorators: {}, skipped: '.legacy.test-d.ts' },
  cjs: {
    type: 'commonjs',
    decorators: { experimentalDecorators: true, emitDecoratorMetadata: true },
    skipped: '.standard.test-d.ts',
  },
};

async function createConsumer(directory, format, tarballs, { useNest12 }) {
  mkdirSync(path.join(directory, 'src', 'types'), { recursive: true });
  const { type, decorators, skipped } = formats[format];
  const options = { ...compilerOptions, ...decorators };
  const write = (file, content) =>
    writeFileSync(path.join(directory, file), JSON.stringify(content));
  write('package.json', { name: 'consumer', private: true, type });
  write('tsconfig.json', { compilerOptions: options, include: ['src'] });
  cpSync(path.join(root, 'test', 'downstream', 'consumer'), path.join(directory, 'src'), {
    recursive: true,
  });
  for (const name of packages) {
    for (const file of typeTestFiles(name).filter((each) => !each.endsWith(skipped))) {
      const source = path.join(packageDirectory(name), 'test', 'types', file);
      cpSync(source, path.join(directory, 'src', 'types', name, file));
    }
  }
  link('@types/node', root, directory);
  if (useNest12) linkNest12(directory);
  await installTarballs(directory, packages, tarballs, { optionalPeers: true });
}

export async function checkTypes(directory, tarballs) {
  const consumers = [
    { name: 'esm', format: 'esm', useNest12: false, versions: Object.keys(compilers) },
    { name: 'cjs', format: 'cjs', useNest12: false, versions: Object.keys(compilers) },
    { name: 'esm with NestJS 12', format: 'esm', useNest12: true, versions: ['7.0'] },
  ];
  const jobs = [];
  for (const { name, format, useNest12, versions } of consumers) {
    const place = path.join(directory, `types-${name.replaceAll(' ', '-')}`);
    await createConsumer(place, format, tarballs, { useNest12 });
    for (const version of versions) {
      jobs.push(async () => {
        const result = await compile(place, 'tsconfig.json', compilers[version]);
        return check(`published types, ${name}, TypeScript ${version}`, result);
      });
    }
  }
  jobs.push(() => checkTypeBudget(path.join(directory, 'types-esm')));
  return inParallel(jobs);
}
