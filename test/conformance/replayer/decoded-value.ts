import {
  BLOB_PARTICLE_TYPES,
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
  | { readonly kind: 'list' | 'map'; readonly flags: number; readonly items: DecodedValue[] };

/** Decodes a bin. A particle that is malformed is shown and compared as bytes. */
export function decodeBin(bin: MessageOp): DecodedValue {
  try {
    return decodeParticle(FACTORY, bin.particleType, bin.value, 0, bin.value.length);
  } catch (error) {
    return exact(`malformed(${bin.value.toString('hex')}: ${(error as Error).message})`);
  }
}

/** Equal up to one unit in the last place of doubles. */
export function sameValue(a: DecodedValue, b: DecodedValue): boolean {
  if (a.kind === 'exact') return b.kind === 'exact' && a.text === b.text;
  if (a.kind === 'double') return b.kind === 'double' && sameDouble(a.value, b.value);
  if (b.kind !== a.kind || a.flags !== b.flags || a.items.length !== b.items.length) return false;
  return a.items.every((item, index) => sameValue(item, b.items[index] as DecodedValue));
}

/** One line in which values of unlike types look unlike. */
export function valueText(value: DecodedValue): string {
  if (value.kind === 'exact') return value.text;
  if (value.kind === 'double') return doubleText(value.value);
  const flags = value.flags === 0 ? '' : `flags ${value.flags}: `;
  const texts = value.items.map(valueText);
  if (value.kind === 'list') return `[${flags}${texts.join(', ')}]`;
  const entries = texts.map((text, i) => (i % 2 === 0 ? `${text}: ${texts[i + 1]}` : undefined));
  return `{${flags}${entries.filter((entry) => entry !== undefined).join(', ')}}`;
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

function doubleText(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(1) : String(value);
}

/** NaN equals NaN, whatever its bits; zero equals only the zero of its sign. */
function sameDouble(a: number, b: number): boolean {
  if (Object.is(a, b)) return true;
  if (Number.isNaN(a) || Number.isNaN(b) || a === 0 || b === 0) return false;
  const [x, y] = new BigInt64Array(new Float64Array([a, b]).buffer) as unknown as [bigint, bigint];
  // The bits of doubles of one sign are in the order of the doubles.
  return Math.sign(a) === Math.sign(b) && (x - y === 1n || y - x === 1n);
}

/** Particle types whose equal values have equal bytes. */
export const EXACT_PARTICLE_TYPES: ReadonlySet<number> = new Set([
  ...BLOB_PARTICLE_TYPES,
  ParticleType.null,
  ParticleType.integer,
  ParticleType.string,
  ParticleType.boolean,
]);
