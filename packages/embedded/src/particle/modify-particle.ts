import {
  OpType,
  ParticleType,
  ResultCode,
  WireBlob,
  WireDouble,
  type WireValue,
  wireParticleType,
} from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { ParticleBytes } from './particle-bytes.js';
import { isStorableParticleType, readParticle } from './read-particle.js';

/** The operations that combine a stored value with a sent one. */
export type ModifyOp = typeof OpType.increment | typeof OpType.append | typeof OpType.prepend;

/**
 * The value of a bin after `increment`, `append` or `prepend`. On a missing bin all three write the
 * sent value, whatever its type, as the server does.
 *
 * @throws {CommandError} 12 when the types do not fit, 4 when the sent value is malformed, 1 for any of
 *   the three on GeoJSON.
 */
export function modifyParticle(
  op: ModifyOp,
  existing: WireValue | undefined,
  particle: ParticleBytes,
): WireValue {
  if (existing === undefined) return readParticle(particle);
  const existingType = wireParticleType(existing);
  const sentType = particle.particleType;
  if (!isStorableParticleType(sentType)) {
    throw new CommandError(ResultCode.PARAMETER, `unknown particle type ${sentType}`);
  }
  if (existingType === ParticleType.geojson) {
    throw new CommandError(ResultCode.SERVER_ERROR, 'GeoJSON can only be replaced');
  }
  const modify = MODIFIERS[op][existingType];
  if (modify === undefined || sentType !== existingType) {
    throw new CommandError(
      ResultCode.BIN_TYPE,
      `a value of particle type ${sentType} can't modify one of type ${existingType}`,
    );
  }
  return modify(existing as never, readParticle(particle) as never);
}

type Modifier = (existing: never, sent: never) => WireValue;

const joinText = (head: string, tail: string): WireValue => head + tail;
const joinBytes = (head: WireBlob, tail: WireBlob): WireValue =>
  new WireBlob(head.particleType, Buffer.concat([head.bytes, tail.bytes]));

const INCREMENTS: Partial<Record<number, Modifier>> = {
  [ParticleType.integer]: addIntegers,
  [ParticleType.double]: (a: WireDouble, b: WireDouble) => new WireDouble(a.value + b.value),
};

const MODIFIERS: Record<ModifyOp, Partial<Record<number, Modifier>>> = {
  [OpType.increment]: INCREMENTS,
  [OpType.append]: forTextAndBlobs(joinText, joinBytes),
  [OpType.prepend]: forTextAndBlobs(
    (existing: string, sent: string) => joinText(sent, existing),
    (existing: WireBlob, sent: WireBlob) => joinBytes(sent, existing),
  ),
};

function forTextAndBlobs(text: Modifier, blob: Modifier): Partial<Record<number, Modifier>> {
  return {
    [ParticleType.string]: text,
    [ParticleType.blob]: blob,
    [ParticleType.javaBlob]: blob,
    [ParticleType.csharpBlob]: blob,
    [ParticleType.pythonBlob]: blob,
    [ParticleType.rubyBlob]: blob,
    [ParticleType.phpBlob]: blob,
    [ParticleType.erlangBlob]: blob,
    [ParticleType.vector]: blob,
  };
}

/** Sum of two 64-bit integers; it wraps around. */
function addIntegers(a: number | bigint, b: number | bigint): number | bigint {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) return sum;
  }
  const sum = BigInt.asIntN(64, BigInt(a) + BigInt(b));
  const small = Number(sum);
  return Number.isSafeInteger(small) ? small : sum;
}
