import { BLOB_PARTICLE_TYPES, type MessageOp, ParticleType } from '@aeroform/protocol';
import { binName, binText, typedBinText } from './bin-text.js';
import { decodeBin } from './decoded-value.js';
import { type Difference, textDifference } from './difference.js';
import { sameValue } from './same-value.js';

/** Compares two bins at the same position: name, particle type, value. */
export function compareBin(
  expected: MessageOp,
  actual: MessageOp,
  mask: ReadonlySet<string>,
): Difference[] {
  const name = binName(expected);
  const what = `bin ${JSON.stringify(name)}`;
  if (!expected.name.equals(actual.name)) {
    return [{ what: 'name of a bin', expected: name, actual: binName(actual) }];
  }
  if (mask.has(`bin:${name}`)) return [];
  if (expected.particleType !== actual.particleType) {
    return [{ what, expected: typedBinText(expected), actual: typedBinText(actual) }];
  }
  if (name === UDF_FAILURE && expected.particleType === ParticleType.string) {
    return textDifference(what, luaErrorPlace(expected.value), luaErrorPlace(actual.value));
  }
  if (sameParticle(expected, actual)) return [];
  return [{ what, expected: binText(expected), actual: binText(actual) }];
}

/** The bin in which the server tells why a UDF failed. */
const UDF_FAILURE = 'FAILURE';

/** Particle types whose equal values have equal bytes. */
const EXACT_PARTICLE_TYPES: ReadonlySet<number> = new Set([
  ...BLOB_PARTICLE_TYPES,
  ParticleType.null,
  ParticleType.integer,
  ParticleType.string,
  ParticleType.boolean,
]);

function sameParticle(expected: MessageOp, actual: MessageOp): boolean {
  if (expected.value.equals(actual.value)) return true;
  if (EXACT_PARTICLE_TYPES.has(expected.particleType)) return false;
  return sameValue(decodeBin(expected), decodeBin(actual));
}

/**
 * What is compared of the message of a failed UDF: file and line where Lua names them, without the
 * directory of the file; the words behind are those of a Lua engine.
 */
function luaErrorPlace(particle: Buffer): string {
  const text = particle.toString('utf8').replace(/\/(?:[^\s:'"/]*\/)+/g, '');
  return /^[^\s:]+\.lua:\d+:/.exec(text)?.[0] ?? text;
}
