import { CDT_INVERTED, WIRE_INFINITY, WireList, type WireValue } from '@aeroform/protocol';
import type { Random } from './random.js';
import type { Tree } from './tree.js';
import * as values from './values.js';

/** Arguments of operations on lists, maps and blobs. */
export type CdtArgument =
  | 'returnType'
  | 'index'
  | 'count'
  | 'value'
  | 'values'
  | 'key'
  | 'keys'
  | 'stored'
  | 'storedItems'
  | 'storedMap'
  | 'storedKey'
  | 'delta'
  | 'listOrder'
  | 'mapOrder'
  | 'flags';

const RETURN_TYPES = [0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 8, 8, 9, 10, 11, 12, 13, 16, 17];

const MAKERS: Record<CdtArgument, (random: Random) => WireValue> = {
  returnType: (random) => {
    const type = random.percent(3) ? random.between(14, 24) : random.pick(RETURN_TYPES);
    return random.percent(20) ? type + CDT_INVERTED : type;
  },
  index: (random) => (random.percent(3) ? values.integer(random) : random.between(-7, 7)),
  count: (random) => (random.percent(4) ? values.integer(random) : random.between(0, 5)),
  value: (random) => values.comparand(random),
  // Ledger: empty-inverted-lists.
  values: (random) => new WireList(random.many(1, 4, () => values.comparand(random))),
  key: (random) => (random.percent(5) ? WIRE_INFINITY : values.mapKey(random)),
  keys: (random) => new WireList(random.many(1, 4, () => values.mapKey(random))),
  stored: (random) => (random.percent(2) ? values.comparand(random, 0) : values.value(random)),
  storedItems: (random) => new WireList(random.many(0, 4, () => values.value(random))),
  storedMap: (random) => values.map(random, 1, 4),
  storedKey: (random) => (random.percent(3) ? values.scalar(random) : values.mapKey(random)),
  delta: (random) => (random.percent(75) ? values.integer(random) : values.double(random)),
  listOrder: (random) => random.pick([0, 0, 1, 1, 0x10, 0x11, 2, 3]),
  mapOrder: (random) => random.pick([0, 0, 1, 1, 3, 3, 0x10, 0x11, 2]),
  flags: (random) => (random.percent(92) ? random.below(16) : random.between(16, 40)),
};

/** Names and order of the arguments of an operation, and how many must be there. */
export interface CdtSignature {
  readonly args: readonly CdtArgument[];
  readonly required: number;
}

/** The arguments; now and then one is missing, of another type, or one too many. */
export function cdtArguments(random: Random, { args, required }: CdtSignature): Tree[] {
  const sent = args.slice(
    0,
    random.percent(75) ? args.length : random.between(required, args.length),
  );
  const trees: Tree[] = sent.map((name) => MAKERS[name](random));
  if (!random.percent(3)) return trees;
  const at = random.below(trees.length + 1);
  // An empty list in the place of the values to look for would do the same harm.
  const odd = (): Tree => values.scalar(random);
  if (random.percent(35)) trees.splice(at, 1);
  else if (random.percent(50)) trees.splice(at, 0, odd());
  else trees.splice(at, 1, odd());
  return trees;
}
