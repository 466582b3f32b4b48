import { OpType, WireError } from '@aeroform/protocol';
import { operationType } from '../../../operation/compile-operation.js';
import type { Operation } from '../../../operation/operation.js';
import type { OrderedBin } from '../../../record/record.js';

/**
 * One result for each operation. The server answers every operation but `touch`; see facts of the wire
 * protocol.
 *
 * @param at - where the answer starts, for errors.
 * @throws {WireError} when there are more or fewer.
 */
export function orderedResults(
  operations: readonly Operation[],
  results: readonly OrderedBin[],
  at: number,
): OrderedBin[] {
  let next = 0;
  const ordered = operations.map((operation): OrderedBin => {
    if (operationType(operation) === OpType.touch) return { name: operation.bin, value: null };
    const result = results[next++];
    if (result === undefined) throw new WireError(at, 'a result for each operation');
    return { name: operation.bin, value: result.value };
  });
  if (next !== results.length) throw new WireError(at, `${next} results, found ${results.length}`);
  return ordered;
}
