import { freemem, totalmem } from 'node:os';
import type { Node } from '../cluster/node.js';
import type { Namespace } from '../storage/namespace.js';
import { clusterStatistics, migrationStatistics } from './cluster.js';
import type { InfoCommands } from './info-command.js';
import { listStatistics, statisticNames, type Statistics } from './statistic-list.js';

const KIBIBYTE = 1024;

/** Statistics of the node as a whole. */
export const statisticsInfoCommands: InfoCommands = {
  statistics: (node) => listStatistics(NAMES, statistics(node)),
};

const NAMES = statisticNames(`
  failed_best_practices cluster_size cluster_key cluster_generation cluster_principal
  cluster_min_compatibility_id cluster_max_compatibility_id cluster_integrity
  cluster_is_member cluster_duplicate_nodes=null cluster_clock_skew_stop_writes_sec
  cluster_clock_skew_ms cluster_clock_skew_outliers=null uptime system_total_cpu_pct
  system_user_cpu_pct system_kernel_cpu_pct system_free_mem_kbytes system_free_mem_pct
  host_free_mem_kbytes host_free_mem_pct system_thp_mem_kbytes process_cpu_pct
  threads_joinable threads_detached threads_pool_total threads_pool_active
  heap_allocated_kbytes heap_active_kbytes heap_mapped_kbytes heap_efficiency_pct=100
  heap_site_count objects tombstones info_queue rw_in_progress proxy_in_progress tree_gc_queue
  client_connections client_connections_opened client_connections_closed admin_connections
  admin_connections_opened admin_connections_closed heartbeat_connections
  heartbeat_connections_opened heartbeat_connections_closed fabric_connections
  fabric_connections_opened fabric_connections_closed heartbeat_received_self
  heartbeat_received_foreign reaped_fds info_complete info_timeout demarshal_error
  early_tsvc_client_error early_tsvc_from_proxy_error early_tsvc_from_proxy_batch_sub_error
  long_queries_active batch_index_initiate batch_index_queue=0:0,0:0 batch_index_complete
  batch_index_error batch_index_timeout batch_index_delay batch_index_unused_buffers
  batch_index_huge_buffers batch_index_created_buffers batch_index_destroyed_buffers
  batch_index_proto_uncompressed_pct=0.000 batch_index_proto_compression_ratio=1.000
  paxos_principal time_since_rebalance migrate_allowed migrate_partitions_remaining
  fabric_bulk_send_rate fabric_bulk_recv_rate fabric_ctrl_send_rate fabric_ctrl_recv_rate
  fabric_meta_send_rate fabric_meta_recv_rate fabric_rw_send_rate fabric_rw_recv_rate
  deprecated_requests
`);

function statistics(node: Node): Statistics {
  return {
    failed_best_practices: 'false',
    ...clusterStatistics(node),
    cluster_min_compatibility_id: COMPATIBILITY_ID,
    cluster_max_compatibility_id: COMPATIBILITY_ID,
    uptime: uptime(node),
    ...memoryStatistics(),
    objects: sum(node, ({ objects }) => objects),
    tombstones: sum(node, ({ tombstones }) => tombstones.size),
    ...trafficStatistics(node),
    paxos_principal: node.cluster.nodes[0]?.id ?? '',
    time_since_rebalance: node.clock.now() - node.startedAt,
    ...migrationStatistics(node),
  };
}

/** What servers of one cluster must have in common; clients do not care. */
export const COMPATIBILITY_ID = 15;

function uptime({ clock, startedAt }: Node): number {
  return Math.floor((clock.now() - startedAt) / 1000);
}

/** The memory of the process that the server is in. */
function memoryStatistics(): Statistics {
  const free = Math.floor(freemem() / KIBIBYTE);
  const freePercent = Math.floor((freemem() * 100) / totalmem());
  const { heapTotal, heapUsed, rss } = process.memoryUsage();
  return {
    system_free_mem_kbytes: free,
    system_free_mem_pct: freePercent,
    host_free_mem_kbytes: free,
    host_free_mem_pct: freePercent,
    heap_allocated_kbytes: Math.floor(heapUsed / KIBIBYTE),
    heap_active_kbytes: Math.floor(heapTotal / KIBIBYTE),
    heap_mapped_kbytes: Math.floor(rss / KIBIBYTE),
    heap_efficiency_pct: Math.floor((heapUsed * 100) / heapTotal),
  };
}

function trafficStatistics({ counters, jobs }: Node): Statistics {
  return {
    client_connections: counters.connectionsOpened - counters.connectionsClosed,
    client_connections_opened: counters.connectionsOpened,
    client_connections_closed: counters.connectionsClosed,
    info_complete: counters.infoCommands,
    demarshal_error: counters.malformedMessages,
    long_queries_active: jobs.all.filter(({ finishedAt }) => finishedAt === undefined).length,
    batch_index_initiate: counters.batches,
    batch_index_complete: counters.batches - counters.failedBatches,
    batch_index_error: counters.failedBatches,
  };
}

function sum({ namespaces }: Node, count: (namespace: Namespace) => number): number {
  return [...namespaces.values()].reduce((total, each) => total + count(each), 0);
}
