import { refuseTransaction, requirePolicy } from '../context/call-policy.js';
import { QueryError } from '../error/query-error.js';

const OWN_METHODS: Readonly<Record<string, string>> = {
  maxRecords: 'limit()',
  recordsPerSecond: 'rps()',
  includeBinData: 'count(), exists() or ids()',
};

/** Refuses the fields of a policy that queries have methods for. */
export function checkQueryPolicy(policy: object): void {
  requirePolicy(policy);
  refuseTransaction(policy);
  for (const field of Object.keys(policy)) {
    const method = OWN_METHODS[field];
    if (method !== undefined) throw new QueryError(`policy.${field}: use ${method} of the query`);
  }
}
