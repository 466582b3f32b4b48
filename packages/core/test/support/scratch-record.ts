import type { Bins, BinValue, Expression, Key, Operation } from '../../src/index.js';
import { AerospikeError, operations, POLICY_EXISTS_REPLACE } from '../../src/index.js';
import { type Integration, NAMESPACE, startIntegration } from './integration.js';

/** One record of the server under test, for helpers whose results are looked at one by one. */
export interface ScratchRecord {
  /** Replaces the bins. */
  reset(bins: Bins): Promise<void>;
  /** Results of the operations in their order; the result code when the server refused them. */
  run(...ops: readonly Operation[]): Promise<readonly BinValue[] | number>;
  /** Value of an expression; the result code when the server refused it. */
  evaluate(expression: Expression): Promise<BinValue>;
  stop(): Promise<void>;
}

export async function openScratchRecord(name: string): Promise<ScratchRecord> {
  const integration: Integration = await startIntegration();
  const { client } = integration;
  const key: Key = [NAMESPACE, await integration.freshSet(name), 'scratch'];
  const run = async (...ops: readonly Operation[]): Promise<readonly BinValue[] | number> => {
    try {
      const { orderedBins } = await client.operateOrdered(key, ops);
      return orderedBins.map(({ value }) => value);
    } catch (error) {
      if (error instanceof AerospikeError && error.resultCode > 0) return error.resultCode;
      throw error;
    }
  };
  return {
    async reset(bins) {
      await client.put(key, bins, null, { exists: POLICY_EXISTS_REPLACE });
    },
    run,
    async evaluate(expression) {
      const results = await run(operations.expRead('result', expression));
      return typeof results === 'number' ? results : (results[0] as BinValue);
    },
    stop: () => integration.stop(),
  };
}
