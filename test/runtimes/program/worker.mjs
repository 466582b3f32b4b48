// The program in two worker threads at a time: each has its own copy of the packages.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const program = new URL('import.mjs', import.meta.url);
const codes = await Promise.all(
  ['first', 'second'].map(async (each) => {
    const env = {
      ...process.env,
      AEROFORM_SMOKE_NAME: `${process.env.AEROFORM_SMOKE_NAME}_${each}`,
    };
    const [code] = await once(new Worker(program, { env }), 'exit');
    return code;
  }),
);
process.exitCode = Math.max(...codes);
