import type { Node } from '../cluster/node.js';
import type { Namespace } from '../storage/namespace.js';
import { createTransactionCounters } from '../transaction/transaction-counters.js';

/** The statistics of a namespace about transactions; all 0 where there can be none. */
export function transactionStatistics(node: Node, namespace: Namespace): Record<string, number> {
  const transactions = node.transactions(namespace);
  transactions?.settle();
  return {
    mrt_provisionals: transactions?.lockCount ?? 0,
    mrt_monitors: transactions?.monitorCount ?? 0,
    mrt_monitors_active: transactions?.monitorCount ?? 0,
    ...(transactions?.counters ?? createTransactionCounters()),
  };
}
