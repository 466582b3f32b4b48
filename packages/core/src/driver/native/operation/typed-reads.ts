import { ParticleType } from '@aeroform/protocol';
import {
  blobBin,
  boolBin,
  floatBin,
  geoBin,
  hllBin,
  intBin,
  listBin,
  mapBin,
  stringBin,
} from '../../../expression/bin.js';
import type { Expression } from '../../../expression/expression.js';
import { EXP_READ_EVAL_NO_FAIL } from '../../../operation/expression-flag.js';
import type { BinValue } from '../../../value/bin-value.js';
import { fromRawValue } from '../from-official-value.js';
import type { OfficialBins, OfficialModule, OfficialOperation } from '../official-module.js';
import { expressionText } from '../official-policy.js';
import { officialTemplate } from './operation-codes.js';

/** The bin as a value of each type there is; all but one of them are unknown, which reads as nil. */
const BINS_BY_TYPE: readonly (readonly [type: number, bin: (name: string) => Expression])[] = [
  [ParticleType.integer, intBin],
  [ParticleType.double, floatBin],
  [ParticleType.string, stringBin],
  [ParticleType.boolean, boolBin],
  [ParticleType.blob, blobBin],
  [ParticleType.list, listBin],
  [ParticleType.map, mapBin],
  [ParticleType.geojson, geoBin],
  [ParticleType.hll, hllBin],
];

const MOST_REMEMBERED = 1000;
const remembered = new Map<string, readonly string[]>();

/** The expressions for one bin, as text. */
function textsOf(bin: string): readonly string[] {
  let texts = remembered.get(bin);
  if (texts === undefined) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    texts = BINS_BY_TYPE.map(([, toExpression]) => expressionText(toExpression(bin)));
    remembered.set(bin, texts);
  }
  return texts;
}

/** Names that no bin of an application has; at most 15 bytes. */
function aliasOf(place: number, type: number): string {
  return `\u0001${place}.${type}`;
}

/**
 * Operations that read a bin under names of their own, and tell the type of its value by them.
 *
 * @param place - of the read among the operations of its command.
 */
export function typedReads(
  official: OfficialModule,
  bin: string,
  place: number,
): OfficialOperation[] {
  const { op } = officialTemplate(official, 'expressions', 'read');
  return textsOf(bin).map((exp, i) => ({
    op,
    bin: aliasOf(place, i),
    exp,
    flags: EXP_READ_EVAL_NO_FAIL,
  }));
}

/** What {@link typedReads} at a place have read; needs `deserialize: false`. */
export function typedResult(bins: OfficialBins, place: number): BinValue {
  for (const [i, [type]] of BINS_BY_TYPE.entries()) {
    const value = bins[aliasOf(place, i)] ?? null;
    if (value !== null) return fromRawValue(value, type);
  }
  return null;
}
