import path from 'node:path';
import { parseArgs } from 'node:util';
import { readNames, readNumber } from './read-option.js';

/** What to measure, and where the results go. */
export interface CommandLine {
  /** Names of workloads, or first parts of them; empty for all. */
  readonly only: readonly string[];
  readonly rounds: number;
  readonly seconds: number;
  readonly isQuick: boolean;
  /** Also writes the page of the documentation. */
  readonly page: boolean;
  /** Folder for `results.json` and `chart.svg`. */
  readonly out: string;
}

/** Shown for `--help`. */
export const USAGE = `pnpm bench [option…]

  --only <names>   workloads, or first parts of their names: get,put/small,find-by-id
  --rounds <n>     rounds (default 5)
  --seconds <s>    how long each subject has in each round (default 1)
  --quick          small sets, few calls at a time, 2 rounds of 0.05 s: shows that everything runs
  --out <folder>   where results.json and chart.svg go (default node_modules/.aeroform/bench)
  --page           writes docs/benchmarks.md and docs/benchmarks.svg, too

The servers are those of AEROSPIKE_HOSTS (namespace AEROSPIKE_NAMESPACE, default test), else embedded
in a process of its own. It needs \`npm run build\`.
`;

const OUT = path.join(__dirname, '../../node_modules/.aeroform/bench');

/** Reads the options of the command; undefined for `--help`. */
export function readCommandLine(args: readonly string[]): CommandLine | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      out: { type: 'string', default: OUT },
      page: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    only: readNames(values.only),
    rounds: readNumber('--rounds', values.rounds ?? (values.quick ? '2' : '5'), Number.isInteger),
    seconds: readNumber('--seconds', values.seconds ?? (values.quick ? '0.05' : '1')),
    isQuick: values.quick,
    out: values.out,
    page: values.page,
  };
}
