import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Namespace } from '../storage/namespace.js';
import {
  COMMAND_OUTCOMES,
  CommandKind,
  CommandOrigin,
  type NamespaceCounters,
} from '../storage/namespace-counters.js';
import { replicaStatistics } from './cluster.js';
import { primaryIndexSize, setIndexesSize, sindexSize } from './index-size.js';
import { describeLut } from './lut.js';
import { NAMESPACE_STATISTIC_NAMES } from './namespace-statistic-names.js';
import { listStatistics, type Statistics } from './statistic-list.js';
import { transactionStatistics } from './transactions.js';

/** What one namespace holds and did, in the server's order and words. */
export function namespaceStatistics(node: Node, namespace: Namespace): string {
  return listStatistics(NAMESPACE_STATISTIC_NAMES, {
    ...replicaStatistics(node, namespace),
    ...transactionStatistics(node, namespace),
    tombstones: namespace.tombstones.size,
    master_tombstones: namespace.tombstones.size,
    current_time: namespace.clock.nowSeconds(),
    truncate_lut: describeLut(namespace.truncateLut),
    ...expiryStatistics(namespace),
    ...sizeStatistics(node, namespace),
    ...commandStatistics(namespace.counters),
    ...failureStatistics(namespace.counters),
    ...queryStatistics(namespace.counters),
  });
}

function expiryStatistics({ counters, evictVoidTime }: Namespace): Statistics {
  const { nsup } = counters;
  return {
    non_expirable_objects: nsup.nonExpirable,
    expired_objects: nsup.expired,
    evicted_objects: nsup.evicted,
    evict_void_time: evictVoidTime,
    smd_evict_void_time: evictVoidTime,
    nsup_cycle_duration: nsup.cycleSeconds,
    nsup_cycle_deleted_pct: nsup.cycleDeletedPercent.toFixed(2),
    read_touch_success: counters.readTouches,
    ttl_reductions_ignored: counters.ttlReductionsIgnored,
    ttl_reductions_applied: counters.ttlReductionsApplied,
  };
}

function sizeStatistics(node: Node, namespace: Namespace): Statistics {
  const registry = node.sindexes(namespace);
  const used = namespace.usedBytes.total;
  const total = namespace.settings.number('storage-engine.data-size');
  return {
    index_used_bytes: primaryIndexSize(namespace),
    set_index_used_bytes: setIndexesSize(namespace, registry),
    sindex_used_bytes: registry.sindexes.reduce((sum, each) => sum + sindexSize(each), 0),
    data_total_bytes: total,
    data_used_bytes: used,
    data_used_pct: Math.floor((used * 100) / total),
    data_avail_pct: Math.max(0, 99 - Math.floor((used * 100) / total)),
  };
}

function commandStatistics(counters: NamespaceCounters): Statistics {
  const statistics: Record<string, number> = {
    client_proxy_complete: counters.proxied,
    batch_sub_proxy_complete: counters.proxiedRows,
  };
  for (const [kindName, kind] of Object.entries(CommandKind)) {
    for (const outcome of COMMAND_OUTCOMES) {
      const end = kindName === 'udf' && outcome === 'success' ? 'complete' : outcome;
      for (const [originName, origin] of Object.entries(CommandOrigin)) {
        const count = counters.commands(kind, outcome, origin);
        statistics[`${originName}_${kindName}_${end}`] = count;
      }
    }
  }
  return statistics;
}

function failureStatistics(counters: NamespaceCounters): Statistics {
  return {
    client_lang_error: counters.errors(ResultCode.UDF_ERROR),
    fail_generation: counters.errors(ResultCode.GENERATION),
    fail_key_busy: counters.errors(ResultCode.KEY_BUSY),
    fail_record_too_big: counters.errors(ResultCode.RECORD_TOO_BIG),
    deleted_last_bin: counters.deletedLastBin,
  };
}

const QUERY_STATISTIC = /^[ps]i_query_/;

function queryStatistics(counters: NamespaceCounters): Statistics {
  const names = NAMESPACE_STATISTIC_NAMES.filter((name) => QUERY_STATISTIC.test(name));
  return Object.fromEntries(names.map((name) => [name, counters.queries(name)]));
}
