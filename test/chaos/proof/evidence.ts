import { AEROSPIKE_ERR_RECORD_NOT_FOUND, createClient } from '@aeroform/core';
import { APPLIED, COUNTER } from '../load/increment.js';
import { keyOf } from '../load/load.js';

/** What the records of one set tell. */
export interface Evidence {
  /** How often each increment was applied, by its identity. */
  readonly applied: ReadonlyMap<number, number>;
  /** Records whose counter is not the sum of their increments. */
  readonly inconsistent: number;
}

/** Reads all records through a client of its own, of the nodes that these hosts know. */
export async function readEvidence(
  hosts: readonly string[],
  set: string,
  records: number,
): Promise<Evidence> {
  const client = await createClient({ hosts }).connect();
  try {
    const keys = Array.from({ length: records }, (_, record) => keyOf(set, record));
    const applied = new Map<number, number>();
    let inconsistent = 0;
    const { batchRecords } = await client.batchRead(keys, null, { totalTimeout: 30_000 });
    for (const { record, error, result } of batchRecords) {
      if (error !== null && result !== AEROSPIKE_ERR_RECORD_NOT_FOUND) throw error;
      if (record === null) continue;
      const times = record.bins[APPLIED] as Map<number, number>;
      let sum = 0;
      for (const [id, count] of times) {
        applied.set(id, count);
        sum += count;
      }
      if (record.bins[COUNTER] !== sum) inconsistent++;
    }
    return { applied, inconsistent };
  } finally {
    await client.close();
  }
}
