import path from 'node:path';
import { parseArgs } from 'node:util';
import { readNames, readNumber } from '../read-option.js';

/** What to profile, and where the results go. */
export interface CommandLine {
  /** Names of workloads, or first parts of them; empty for all that have an aim. */
  readonly only: readonly string[];
  readonly rounds: number;
  readonly seconds: number;
  /** Also writes the page of the documentation. */
  readonly page: boolean;
  /** Folder for `profile.json`. */
  readonly out: string;
}

/** Shown for `--help`. */
export const USAGE = `pnpm --filter @aeroform/bench run profile [option…]

  --only <names>   workloads, or first parts of their names: get,put/small (default: all for which
                   there is an aim that compares wire with the official client)
  --rounds <n>     rounds (default 3)
  --seconds <s>    how long each client has in each round (default 1)
  --out <folder>   where profile.json goes (default node_modules/.aeroform/bench)
  --page           writes docs/profile.md, too

The servers are those of AEROSPIKE_HOSTS (namespace AEROSPIKE_NAMESPACE, default test), else embedded
in a process of its own. Name each node: the CPU time of a server is that of the process that listens
there, if it is on this machine. It needs \`npm run build\`, and Linux: times are those of /proc.
`;

const OUT = path.join(__dirname, '../../../node_modules/.aeroform/bench');

/** Reads the options of the command; undefined for `--help`. */
export function readCommandLine(args: readonly string[]): CommandLine | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '1' },
      out: { type: 'string', default: OUT },
      page: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    only: readNames(values.only),
    rounds: readNumber('--rounds', values.rounds, Number.isInteger),
    seconds: readNumber('--seconds', values.seconds),
    page: values.page,
    out: values.out,
  };
}
