import {
  decodeValue,
  encodeWireValue,
  HllWriteFlag,
  MsgpackKind,
  type MsgpackReader,
  WireError,
  wireValueFactory,
} from '@aeroform/protocol';
import { refuseParameter } from '../cdt/refuse.js';
import type { Estimated } from './estimate.js';
import {
  areIndexBits,
  areMinHashBits,
  areSketchBits,
  decodeSketch,
  hasData,
  sketchBits,
} from './sketch.js';

/** The arguments of a HLL operation. */
export interface HllArguments {
  /** Undefined when not given. */
  indexBits: number | undefined;
  minHashBits: number | undefined;
  /** See `HllWriteFlag`. */
  flags: number;
  /** Elements to add or look for: their shortest msgpack form. */
  elements: Buffer[];
  /** Sketches to combine with that of the bin. */
  sketches: Estimated[];
}

export type HllParameter = keyof typeof DECODERS;

interface Parameters {
  readonly parameters: readonly HllParameter[];
  readonly required: number;
  /** The write flags that the operation allows. */
  readonly allowedFlags: number;
}

/**
 * Decodes the arguments of a HLL operation.
 *
 * @throws {CommandError} 4 on too few, too many, ill-typed or senseless arguments.
 */
export function decodeHllArguments(
  reader: MsgpackReader,
  count: number,
  { parameters, required, allowedFlags }: Parameters,
): HllArguments {
  if (count < required || count > parameters.length) {
    refuseParameter(`a HLL operation with ${count} arguments instead of ${required}`);
  }
  const args: HllArguments = {
    indexBits: undefined,
    minHashBits: undefined,
    flags: 0,
    elements: [],
    sketches: [],
  };
  try {
    for (const parameter of parameters.slice(0, count)) DECODERS[parameter](reader, args);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    refuseParameter(`malformed HLL operation: ${error.message}`);
  }
  requireFlags(args.flags, allowedFlags);
  return args;
}

const DECODERS = {
  indexBits: (reader: MsgpackReader, args: HllArguments) => {
    const bits = Number(reader.readInteger());
    if (bits === -1) return;
    if (!areIndexBits(bits)) refuseParameter(`${bits} index bits are out of range`);
    args.indexBits = bits;
  },
  minHashBits: (reader: MsgpackReader, args: HllArguments) => {
    const bits = Number(reader.readInteger());
    if (bits === -1) return;
    if (!areMinHashBits(bits)) refuseParameter(`${bits} min-hash bits are out of range`);
    const { indexBits } = args;
    if (indexBits !== undefined && !areSketchBits({ indexBits, minHashBits: bits })) {
      refuseParameter(`${indexBits} index bits and ${bits} min-hash bits are too many`);
    }
    args.minHashBits = bits;
  },
  flags: (reader: MsgpackReader, args: HllArguments) => {
    args.flags = Number(reader.readInteger());
  },
  elements: (reader: MsgpackReader, args: HllArguments) => {
    const count = reader.readArrayHeader();
    if (count === 0) refuseParameter('a HLL operation without elements');
    for (let i = 0; i < count; i++) args.elements.push(readHashable(reader));
  },
  sketches: (reader: MsgpackReader, args: HllArguments) => {
    const count = reader.peekKind() === MsgpackKind.array ? reader.readArrayHeader() : 1;
    if (count === 0) refuseParameter('a HLL operation without sketches');
    for (let i = 0; i < count; i++) args.sketches.push(readSketch(reader));
  },
} as const;

function readHashable(reader: MsgpackReader): Buffer {
  const kind = reader.peekKind();
  if (kind === MsgpackKind.array || kind === MsgpackKind.map) {
    refuseParameter('lists and maps are no elements of a sketch');
  }
  return encodeWireValue(decodeValue(reader, wireValueFactory));
}

/** The type of the blob is not looked at. */
function readSketch(reader: MsgpackReader): Estimated {
  const bytes = reader.view(reader.readBytesHeader()).subarray(1);
  const bits = sketchBits(bytes);
  if (bits === undefined) refuseParameter('bytes that are no sketch');
  return { sketch: decodeSketch(bytes, bits), hasData: hasData(bytes, bits) };
}

function requireFlags(flags: number, allowed: number): void {
  const { createOnly, updateOnly } = HllWriteFlag;
  if (flags < 0 || flags > 0xff || (flags & ~allowed) !== 0) {
    refuseParameter(`HLL flags ${flags} are unknown`);
  }
  if ((flags & createOnly) !== 0 && (flags & updateOnly) !== 0) {
    refuseParameter('create-only and update-only exclude each other');
  }
}
