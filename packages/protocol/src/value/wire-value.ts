import { latin1Slice, utf8Slice } from '../bytes/buffer-text.js';

/**
 * The exact value model: every distinction that the bytes make is kept, so that encoding what was
 * decoded gives the same bytes back.
 *
 * - integers are numbers inside ±(2^53 − 1), otherwise bigints; doubles are {@link WireDouble};
 * - strings are *binary strings*, one character (U+0000…U+00FF) for each byte. They compare, index
 *   and match byte by byte, as the server does, and keep bytes that are not UTF-8.
 */
export type WireValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | WireDouble
  | WireBlob
  | WireGeoJson
  | WireList
  | WireMap
  | WireInfinity
  | WireWildcard;

/** A double; kept apart from integers even when it is whole. */
export class WireDouble {
  constructor(readonly value: number) {}
}

/**
 * Opaque bytes: a blob, an HLL sketch, a blob of another language. The particle type null stands for
 * msgpack bytes of no length, which have no type byte.
 */
export class WireBlob {
  constructor(
    readonly particleType: number,
    readonly bytes: Buffer,
  ) {}
}

/** GeoJSON text as a binary string. */
export class WireGeoJson {
  constructor(readonly json: string) {}
}

/** A list; `flags` see {@link ListFlag}. */
export class WireList {
  constructor(
    readonly items: WireValue[],
    readonly flags: number = 0,
  ) {}
}

/** A map as parallel arrays in stored order; `flags` see {@link MapFlag}. */
export class WireMap {
  constructor(
    readonly keys: WireValue[],
    readonly values: WireValue[],
    readonly flags: number = 0,
  ) {}
}

/** Greater than every other value; only in arguments of comparisons. */
export class WireInfinity {
  readonly comparison = 'infinity';
}
/** Equal to every value; only in arguments of comparisons. */
export class WireWildcard {
  readonly comparison = 'wildcard';
}

export const WIRE_INFINITY: WireInfinity = new WireInfinity();
export const WIRE_WILDCARD: WireWildcard = new WireWildcard();

/** UTF-8 text as a binary string. */
export function toBinaryString(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) return latin1Slice(Buffer.from(text, 'utf8'));
  }
  return text;
}

/** A binary string as text; bytes that are not UTF-8 become U+FFFD. */
export function fromBinaryString(binary: string): string {
  for (let i = 0; i < binary.length; i++) {
    if (binary.charCodeAt(i) > 0x7f) return utf8Slice(Buffer.from(binary, 'latin1'));
  }
  return binary;
}
