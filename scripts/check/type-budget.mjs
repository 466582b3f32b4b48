// What the types of an entity file cost: the type instantiations of one use of the mapper, beyond those
// of importing it, counted by the compiler. Editors feel it long before builds do.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { binary, node } from './run.mjs';
import { check } from './stages.mjs';

/** Mongoose once needed 392,000 for a file of this size. */
const MOST_INSTANTIATIONS = 20_000;
const USAGE = 'src/types/orm/usage.test-d.ts';
const IMPORT = 'import-only.ts';

/** @param consumer a project that `consumer-types.mjs` made */
export async function checkTypeBudget(consumer) {
  writeFileSync(path.join(consumer, IMPORT), `import '@aeroform/orm';\n`);
  const [usage, imported] = [
    await instantiations(consumer, USAGE),
    await instantiations(consumer, IMPORT),
  ];
  const used = usage.count - imported.count;
  const ok = used > 0 && used <= MOST_INSTANTIATIONS;
  const output = `${used} type instantiations; the limit is ${MOST_INSTANTIATIONS}.\n${usage.output}`;
  return check(`type instantiations of ${USAGE}`, { ok, output });
}

async function instantiations(consumer, file) {
  const project = `tsconfig.${path.basename(file, '.ts')}.json`;
  const settings = {
    extends: './tsconfig.json',
    compilerOptions: { skipLibCheck: true },
    include: [file],
  };
  writeFileSync(path.join(consumer, project), JSON.stringify(settings));
  const args = [binary('typescript', 'tsc'), '-p', project, '--extendedDiagnostics'];
  const { output } = await node(args, { cwd: consumer });
  const count = Number(/^Instantiations:\s+(\d+)/m.exec(output)?.[1] ?? Number.NaN);
  return { count, output };
}
