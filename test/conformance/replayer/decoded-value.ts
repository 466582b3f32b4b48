import {
  decodeParticle,
  fromBinaryString,
  latin1Slice,
  type MessageOp,
  ParticleType,
  toBinaryString,
  type ValueFactory,
} from '@aeroform/protocol';

/**
 * A value for comparison and reports: its text tells all that counts, so that only doubles, which
 * may differ in the last place, and what can hold them need more than the text.
 */
export type DecodedValue =
  | { readonly kind: 'exact'; readonly text: string }
  | { readonly kind: 'double'; readonly value: number }
  /** The items of a map are its keys and values in turn. */
  | { readonly kind: 'list' | 'map'; readonly flags: number; readonly items: DecodedValue[] };

/** Decodes a bin. A particle that is malformed is shown and compared as bytes. */
export function decodeBin(bin: MessageOp): DecodedValue {
  try {
    return decodeParticle(FACTORY, bin.particleType, bin.value, 0, bin.value.length);
  } catch (error) {
    return exact(`malformed(${bin.value.toString('hex')}: ${(error as Error).message})`);
  }
}

const FACTORY: ValueFactory<DecodedValue> = {
  nil: () => exact('nil'),
  boolean: (value) => exact(String(value)),
  integer: (value) => exact(String(value)),
  double: (value) => ({ kind: 'double', value }),
  string: (buffer, start, end) => {
    // Inside a list or map a string of no bytes need not even have its type.
    const typed = start === 0 || start < end || buffer[start - 1] === ParticleType.string;
    return exact(typed ? quoted(latin1Slice(buffer, start, end)) : 'nothing');
  },
  blob: (type, buffer, start, end) =>
    exact(`${particleName(type)}(${buffer.toString('hex', start, end)})`),
  geojson: (buffer, start, end) => exact(`geojson(${quoted(latin1Slice(buffer, start, end))})`),
  list: (items, flags) => ({ kind: 'list', flags, items }),
  map: (keys, values, flags) => ({
    kind: 'map',
    flags,
    items: keys.flatMap((key, index) => [key, values[index] as DecodedValue]),
  }),
  infinity: () => exact('infinity'),
  wildcard: () => exact('wildcard'),
};

const PARTICLE_NAMES = new Map<number, string>(
  Object.entries(ParticleType).map(([name, type]) => [type, name]),
);

/** The name of a particle type. */
export function particleName(type: number): string {
  return PARTICLE_NAMES.get(type) ?? `particle ${type}`;
}

function exact(text: string): DecodedValue {
  return { kind: 'exact', text };
}

/** Bytes that are not UTF-8 stay apart. */
function quoted(binary: string): string {
  const text = fromBinaryString(binary);
  if (toBinaryString(text) === binary) return JSON.stringify(text);
  return `bytes(${Buffer.from(binary, 'latin1').toString('hex')})`;
}
