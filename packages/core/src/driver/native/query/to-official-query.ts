import type { QueryCommand } from '../../driver.js';
import type { OfficialQuery } from '../official-many.js';
import type { OfficialModule } from '../official-module.js';
import { MAX_SAVED_BYTES } from './page-state.js';
import { toOfficialFilter } from './to-official-filter.js';

/** Whether the official client can save the query, and read what it saved: see `encodePageState`. */
export function isSavable({ predicate }: Pick<QueryCommand, 'predicate'>): boolean {
  if (predicate === null || predicate.valueType === 'integer') return true;
  const { valueType, begin } = predicate;
  return valueType !== 'blob' && Buffer.byteLength(begin as string) <= MAX_SAVED_BYTES;
}

/** The query as options of the official client, as far as they can say it. */
export function toOfficialQuery(
  official: OfficialModule,
  { bins, predicate, policy }: QueryCommand,
): OfficialQuery {
  return {
    ...(bins.length === 0 ? {} : { selected: bins }),
    nobins: !policy.includeBinData,
    ...(predicate === null ? {} : { filters: [toOfficialFilter(official, predicate)] }),
  };
}
