import { FieldType, type MsgpackWriter, writeField } from '@aeroform/protocol';
import type { ResolvedKey } from '../../../key/resolve-key.js';
import type { ClientTransaction } from '../../../transaction/transaction.js';

/** Writes what a command says of the transaction it belongs to; returns the number of fields. */
export function writeTransactionFields(
  writer: MsgpackWriter,
  { id, deadline, log }: ClientTransaction,
  key: ResolvedKey,
  isWrite: boolean,
): number {
  writeTransactionId(writer, id);
  let fields = 1;
  const version = log.versionOf(key);
  if (version !== undefined) {
    writeField(writer, FieldType.recordVersion, version);
    fields++;
  }
  if (isWrite) {
    writer.u32(5).u8(FieldType.transactionDeadline).u32le(deadline);
    fields++;
  }
  return fields;
}

/** Writes the field that names a transaction. */
export function writeTransactionId(writer: MsgpackWriter, id: bigint): void {
  writer.u32(9).u8(FieldType.transactionId).u64le(id);
}
