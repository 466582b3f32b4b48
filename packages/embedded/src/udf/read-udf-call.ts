import {
  decodeValue,
  FieldType,
  HeaderOffset,
  MsgpackReader,
  WireError,
  WireList,
  wireValueFactory,
} from '@aeroform/protocol';
import type { UdfCall } from './udf-runtime.js';
import { fromWire } from './value/from-wire.js';
import { cText } from './value/lua-value.js';
import type { UdfValue } from './value/udf-value.js';

/** What of a request tells which function to call. */
export interface UdfRequest {
  readonly buffer: Buffer;
  field(type: number): Buffer | undefined;
  text(type: number): string | undefined;
}

/** Names have fewer bytes. */
const MAX_NAME_SIZE = 128;
/** The server's `transaction-max-ms`: how long functions run for clients that set no limit. */
const DEFAULT_TIME_LIMIT = 1000;
/** However much time a client gives, the server has others to serve. */
const MAX_TIME_LIMIT = 10_000;

/**
 * The function that a request calls.
 *
 * @returns undefined when the module, the function or the arguments are missing, or a name is too long.
 */
export function readUdfCall(request: UdfRequest): UdfCall | undefined {
  const module = request.text(FieldType.udfModule);
  const functionName = request.text(FieldType.udfFunction);
  const packed = request.field(FieldType.udfArguments);
  if (module === undefined || functionName === undefined || packed === undefined) return undefined;
  if (module.length >= MAX_NAME_SIZE || functionName.length >= MAX_NAME_SIZE) return undefined;
  const wanted = request.buffer.readUInt32BE(HeaderOffset.transactionTtl);
  return {
    module: cText(module),
    functionName: cText(functionName),
    arguments: readArguments(packed),
    timeLimit: Math.min(wanted === 0 ? DEFAULT_TIME_LIMIT : wanted, MAX_TIME_LIMIT),
  };
}

/** What is no list, or no value at all, makes a call without arguments. */
function readArguments(packed: Buffer): readonly UdfValue[] {
  try {
    const value = decodeValue(new MsgpackReader(packed), wireValueFactory);
    return value instanceof WireList ? value.items.map(fromWire) : [];
  } catch (error) {
    if (error instanceof WireError) return [];
    throw error;
  }
}
