import {
  CdtContextType,
  ExpressionOp,
  ExpressionType,
  WireBlob,
  type WireValue,
} from '@aeroform/protocol';
import type { Random } from './random.js';
import type { Scope } from './scope.js';
import { encodeTree, RawText, type Tree } from './tree.js';
import * as values from './values.js';

/** An index that an episode may have. */
export interface SindexKind {
  readonly name: string;
  readonly bin: string;
  readonly type: 'numeric' | 'string' | 'blob' | 'geo2dsphere';
  /** 0 the value, 1 items of a list, 2 keys, 3 values of a map. */
  readonly collection: number;
  readonly context?: readonly Tree[];
  readonly expression?: Tree;
}

const COLLECTIONS = ['default', 'list', 'mapkeys', 'mapvalues'];

export const SINDEX_KINDS: readonly SindexKind[] = [
  { name: 'num', bin: 'i', type: 'numeric', collection: 0 },
  { name: 'str', bin: 's', type: 'string', collection: 0 },
  { name: 'blob', bin: 'b', type: 'blob', collection: 0 },
  { name: 'geo', bin: 'g', type: 'geo2dsphere', collection: 0 },
  { name: 'list-num', bin: 'l', type: 'numeric', collection: 1 },
  { name: 'list-str', bin: 'l', type: 'string', collection: 1 },
  { name: 'list-geo', bin: 'l', type: 'geo2dsphere', collection: 1 },
  { name: 'keys-str', bin: 'm', type: 'string', collection: 2 },
  { name: 'keys-num', bin: 'm', type: 'numeric', collection: 2 },
  { name: 'values-num', bin: 'm', type: 'numeric', collection: 3 },
  { name: 'values-blob', bin: 'm', type: 'blob', collection: 3 },
  {
    name: 'ctx-first',
    bin: 'l',
    type: 'numeric',
    collection: 0,
    context: [CdtContextType.listIndex, 0],
  },
  {
    name: 'ctx-last',
    bin: 'l',
    type: 'string',
    collection: 0,
    context: [CdtContextType.listRank, -1],
  },
  {
    name: 'ctx-key',
    bin: 'm',
    type: 'numeric',
    collection: 1,
    context: [CdtContextType.mapKey, 'a'],
  },
  {
    name: 'exp',
    bin: '',
    type: 'numeric',
    collection: 0,
    expression: [ExpressionOp.add, [ExpressionOp.bin, ExpressionType.integer, new RawText('i')], 1],
  },
];

export function sindexName(scope: Scope, kind: SindexKind): string {
  return `${scope.set}-${kind.name}`;
}

/** The info command that creates an index. */
export function createCommand(scope: Scope, kind: SindexKind): string {
  const { bin, type, collection, context, expression } = kind;
  return [
    `sindex-create:namespace=test;set=${scope.set};indexname=${sindexName(scope, kind)}`,
    ...(bin === '' ? [] : [`bin=${bin}`]),
    `type=${type}`,
    ...(collection === 0 ? [] : [`indextype=${COLLECTIONS[collection] ?? ''}`]),
    ...(context === undefined ? [] : [`context=${encodeTree(context).toString('base64')}`]),
    ...(expression === undefined ? [] : [`exp=${encodeTree(expression).toString('base64')}`]),
  ].join(';');
}

/** What a query may look for in an index: from, to. */
export function boundsOf(random: Random, { type }: SindexKind): [WireValue, WireValue] {
  if (type === 'geo2dsphere') {
    const shape = random.percent(60) ? values.region(random) : values.point(random);
    return [shape, shape];
  }
  if (type === 'string') return twice(values.text(random));
  if (type === 'blob') return twice(new WireBlob(4, random.bytes(random.below(3))));
  const from = values.integer(random);
  if (random.percent(40)) return [from, from];
  const to = values.integer(random);
  return random.percent(95) && from > to ? [to, from] : [from, to];
}

function twice(value: WireValue): [WireValue, WireValue] {
  return [value, value];
}
