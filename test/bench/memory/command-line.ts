import path from 'node:path';
import { parseArgs } from 'node:util';
import { readNames } from '../read-option.js';

/** What to read, and where the results go. */
export interface CommandLine {
  readonly records: number;
  /** Names of streams, or parts of them; empty for all. */
  readonly only: readonly string[];
  /** After how many records garbage is collected, to see what is held; 0 for never. */
  readonly collectEvery: number;
  /** Folder for `memory.json`. */
  readonly out: string;
}

/** Shown for `--help`. */
export const USAGE = `pnpm --filter @aeroform/bench memory [option…]

  --records <n>        how many records are read (default 1000000)
  --only <names>       streams, or parts of their names: wire,foreach
  --collect-every <n>  collect garbage after so many records, and tell what was still held;
                       it takes longer, and peaks are lower
  --out <folder>       where memory.json goes (default node_modules/.aeroform/bench)

The servers are those of AEROSPIKE_HOSTS (namespace AEROSPIKE_NAMESPACE, default test), else embedded
in a process of its own. It needs \`npm run build\`.
`;

const OUT = path.join(__dirname, '../../../node_modules/.aeroform/bench');

/** Reads the options of the command; undefined for `--help`. */
export function readCommandLine(args: readonly string[]): CommandLine | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      records: { type: 'string', default: '1000000' },
      only: { type: 'string', default: '' },
      'collect-every': { type: 'string', default: '0' },
      out: { type: 'string', default: OUT },
    },
  });
  if (values.help) return undefined;
  return {
    records: readCount('--records', values.records, 1),
    only: readNames(values.only),
    collectEvery: readCount('--collect-every', values['collect-every'], 0),
    out: values.out,
  };
}

function readCount(option: string, text: string, least: number): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < least) {
    throw new Error(`${option} must be a whole number of at least ${least}; got "${text}"`);
  }
  return count;
}
