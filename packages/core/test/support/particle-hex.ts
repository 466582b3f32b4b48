import { MsgpackWriter } from '@aeroform/protocol';
import { writeOperationParticle } from '../../src/operation/compile-operation.js';
import type { Operation } from '../../src/index.js';

/** An operation as text, how it is built, and its particle as hex. */
export type GoldenOperation = readonly [text: string, build: () => Operation, hex: string];

/** The particle of an operation. */
export function particleHex(operation: Operation): string {
  const writer = new MsgpackWriter();
  writeOperationParticle(writer, operation, 'op');
  return writer.toBuffer().toString('hex');
}
