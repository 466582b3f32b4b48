// Disturbs the nodes of a cluster under load and proves what the client promises:
//
//   pnpm --filter @aeroform/test chaos [option…]
//
//   --increments <n>   of all scenarios together (default 100000)
//   --processes <n>    that carry load, besides that of the cluster (default 3)
//   --concurrency <n>  calls on the way in each of them (default 64)
//   --tend <ms>        tend interval of the clients (default 1000)
//   --only <a,b>       scenarios by the first part of their names
import { parseArgs } from 'node:util';
import { playAll } from './play.js';
import { failuresOf, formatErrors, formatFailures, formatRow, HEADING } from './report.js';
import { SCENARIOS } from './scenario/scenario.js';
import type { Scale } from './scenario/stage.js';

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function readOptions(): { readonly only: readonly string[]; readonly scale: Scale } {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((arg) => arg !== '--'),
    options: {
      increments: { type: 'string', default: '100000' },
      processes: { type: 'string', default: '3' },
      concurrency: { type: 'string', default: '64' },
      tend: { type: 'string', default: '1000' },
      only: { type: 'string', default: '' },
    },
  });
  const tendInterval = Number(values.tend);
  return {
    only: values.only.split(','),
    scale: {
      increments: Number(values.increments),
      processes: Number(values.processes),
      concurrency: Number(values.concurrency),
      tendInterval,
      before: 1,
      hold: 3,
      after: 3,
      recovery: 2 * tendInterval,
      migrationDelay: 50,
    },
  };
}

async function run(): Promise<void> {
  const { only, scale } = readOptions();
  const chosen = SCENARIOS.filter(({ name }) => only.some((part) => name.startsWith(part)));
  const { increments, processes, concurrency, tendInterval } = scale;
  say(`${increments} increments, ${concurrency} at a time in each of ${processes} processes`);
  say(`tend interval ${tendInterval} ms\n\n${HEADING}`);
  const result = await playAll(chosen, scale, (each) => say(formatRow(each)));
  say(`\n${formatErrors(result)}\n`);
  const failures = failuresOf(result, scale.recovery);
  say(failures.length === 0 ? 'all promises kept' : formatFailures(failures));
  process.exitCode = failures.length === 0 ? 0 : 1;
}

void run();
