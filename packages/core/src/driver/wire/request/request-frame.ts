import {
  type ByteWriter,
  HeaderOffset,
  MESSAGE_HEADER_SIZE,
  PROTO_HEADER_SIZE,
  PROTO_MAX_BODY_SIZE,
  ProtoType,
  writeProtoHeader,
} from '@aeroform/protocol';
import { InvalidArgError } from '../../../error/argument-error.js';
import { toWireTtl } from '../../../policy/ttl.js';

/** Header of a request, apart from its counts. */
export interface RequestHeader {
  readonly info1: number;
  readonly info2: number;
  readonly info3: number;
  readonly info4: number;
  /** Expected generation. */
  readonly generation: number;
  /** Ttl of a write; of a read, the percentage that resets it. */
  readonly ttl: number;
  /** How long the server may take, in milliseconds. */
  readonly timeout: number;
}

/** Leaves room for the headers and returns where they go. */
export function beginRequest(writer: ByteWriter): number {
  return writer.skip(PROTO_HEADER_SIZE + MESSAGE_HEADER_SIZE);
}

/**
 * Fills in the headers of the request that began at `start`.
 *
 * @throws {InvalidArgError} for a request that is too long: a server would end the connection.
 */
export function endRequest(
  writer: ByteWriter,
  start: number,
  header: RequestHeader,
  counts: { readonly fields: number; readonly ops: number },
): void {
  const buffer = writer.buffer;
  const size = writer.offset - start - PROTO_HEADER_SIZE;
  if (size > PROTO_MAX_BODY_SIZE) {
    throw new InvalidArgError(
      `The request would have ${size} bytes; servers take ${PROTO_MAX_BODY_SIZE} at most, and records ` +
        'up to max-record-size of their namespace: split what is written.',
    );
  }
  const at = writeProtoHeader(buffer, ProtoType.message, size, start);
  buffer[at] = MESSAGE_HEADER_SIZE;
  buffer[at + HeaderOffset.info1] = header.info1;
  buffer[at + HeaderOffset.info2] = header.info2;
  buffer[at + HeaderOffset.info3] = header.info3;
  buffer[at + HeaderOffset.info4] = header.info4;
  buffer[at + HeaderOffset.resultCode] = 0;
  buffer.writeUInt32BE(header.generation, at + HeaderOffset.generation);
  buffer.writeUInt32BE(toWireTtl(header.ttl), at + HeaderOffset.recordTtl);
  buffer.writeUInt32BE(header.timeout, at + HeaderOffset.transactionTtl);
  buffer.writeUInt16BE(counts.fields, at + HeaderOffset.fieldCount);
  buffer.writeUInt16BE(counts.ops, at + HeaderOffset.opCount);
}

/** How long the server may work on a command before nobody waits for it; 0 for no limit. */
export function serverTimeout(policy: { socketTimeout: number; totalTimeout: number }): number {
  const { socketTimeout, totalTimeout } = policy;
  if (socketTimeout === 0) return totalTimeout;
  return totalTimeout === 0 ? socketTimeout : Math.min(socketTimeout, totalTimeout);
}
