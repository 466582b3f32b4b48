import { MAX_TTL_SECONDS } from '@aeroform/protocol';
import { fixedTable, flag, integer, seconds, type SettingTable, size } from './setting.js';

const PERCENT = { min: 0, max: 100 };
const THREADS = { min: 1, max: 128 };
const WBLOCK_SIZE = 8 * 1024 * 1024;
const MAX_CLUSTER_SIZE = 8;

/** What settings of `storage-engine` begin with in lists; they are set without it. */
export const STORAGE_ENGINE = 'storage-engine.';

/**
 * The settings of a namespace of the Community Edition in memory. Those that {@link NamespaceOptions}
 * has are kept there.
 */
export const NAMESPACE_SETTINGS: SettingTable = {
  ...fixedTable('active-rack=0'),
  'allow-ttl-without-nsup': flag(true),
  'apply-ttl-reductions': flag(true),
  ...fixedTable('auto-revive=false'),
  'background-query-max-rps': integer(10_000, { min: 1, max: 1_000_000 }),
  ...fixedTable('conflict-resolution-policy=generation conflict-resolve-writes=false'),
  'default-read-touch-ttl-pct': integer(0, PERCENT),
  'default-ttl': seconds(0, MAX_TTL_SECONDS),
  ...fixedTable('disable-cold-start-eviction=false disable-mrt-writes=false'),
  'disable-write-dup-res': flag(false),
  ...fixedTable('disallow-expunge=false'),
  'disallow-null-setname': flag(false),
  'enable-benchmarks-batch-sub': flag(false),
  'enable-benchmarks-ops-sub': flag(false),
  'enable-benchmarks-read': flag(false),
  'enable-benchmarks-udf': flag(false),
  'enable-benchmarks-udf-sub': flag(false),
  'enable-benchmarks-write': flag(false),
  'enable-hist-proxy': flag(false),
  'evict-hist-buckets': integer(10_000, { min: 100, max: 10_000_000 }),
  'evict-indexes-memory-pct': integer(0, PERCENT),
  // The server takes anything for a number here.
  'evict-tenths-pct': {
    initial: '5',
    parse: (text) => String(Number.parseInt(text, 10) >>> 0),
  },
  'force-long-queries': flag(false),
  ...fixedTable('ignore-migrate-fill-delay=false index-stage-size=1073741824'),
  'indexes-memory-budget': size(0),
  'inline-short-queries': flag(false),
  'max-record-size': integer(1024 * 1024, { min: 64, max: WBLOCK_SIZE }),
  'migrate-order': integer(5, { min: 1, max: 10 }),
  'migrate-retransmit-ms': integer(5000),
  'migrate-skip-unreadable': flag(false),
  'migrate-sleep': integer(1),
  ...fixedTable('mrt-duration=0'),
  'nsup-hist-period': seconds(3600),
  'nsup-period': seconds(0),
  'nsup-threads': integer(1, THREADS),
  ...fixedTable(`partition-tree-sprigs=256 prefer-uniform-balance=false rack-id=0
    read-consistency-level-override=off`),
  'reject-non-xdr-writes': flag(false),
  'reject-xdr-writes': flag(false),
  'replication-factor': integer(1, { min: 1, max: MAX_CLUSTER_SIZE }),
  ...fixedTable('sindex-stage-size=1073741824'),
  'single-query-threads': integer(4, THREADS),
  'stop-writes-sys-memory-pct': integer(90, PERCENT),
  ...fixedTable(`strong-consistency=false strong-consistency-allow-expunge=false
    tomb-raider-eligible-age=86400 tomb-raider-period=86400 tomb-raider-unmark-threads=0`),
  'transaction-pending-limit': integer(20),
  'truncate-threads': integer(4, THREADS),
  ...fixedTable(`write-commit-level-override=off xdr-bin-tombstone-ttl=86400
    xdr-tomb-raider-period=120 xdr-tomb-raider-threads=1 geo2dsphere-within.strict=true
    geo2dsphere-within.min-level=1 geo2dsphere-within.max-level=20 geo2dsphere-within.max-cells=12
    geo2dsphere-within.level-mod=1 geo2dsphere-within.earth-radius-meters=6371000 index-type=mem
    sindex-type=mem storage-engine=memory storage-engine.stripe[0]=stripe-0
    storage-engine.stripe[1]=stripe-1 storage-engine.stripe[2]=stripe-2
    storage-engine.stripe[3]=stripe-3 storage-engine.stripe[4]=stripe-4
    storage-engine.stripe[5]=stripe-5 storage-engine.stripe[6]=stripe-6
    storage-engine.stripe[7]=stripe-7 storage-engine.commit-to-device=false
    storage-engine.compression=none storage-engine.compression-acceleration=0
    storage-engine.compression-level=0 storage-engine.data-size=1073741824`),
  [`${STORAGE_ENGINE}defrag-lwm-pct`]: integer(50),
  [`${STORAGE_ENGINE}defrag-queue-min`]: integer(0),
  [`${STORAGE_ENGINE}defrag-sleep`]: integer(1000),
  ...fixedTable(`storage-engine.defrag-startup-minimum=0 storage-engine.direct-files=false
    storage-engine.disable-odsync=false`),
  [`${STORAGE_ENGINE}enable-benchmarks-storage`]: flag(false),
  ...fixedTable(
    'storage-engine.encryption-key-file=null storage-engine.encryption-old-key-file=null',
  ),
  [`${STORAGE_ENGINE}evict-used-pct`]: integer(0, PERCENT),
  ...fixedTable('storage-engine.filesize=0'),
  [`${STORAGE_ENGINE}flush-max-ms`]: integer(1000),
  ...fixedTable('storage-engine.max-write-cache=67108864'),
  [`${STORAGE_ENGINE}stop-writes-avail-pct`]: integer(5, PERCENT),
  [`${STORAGE_ENGINE}stop-writes-used-pct`]: integer(70, PERCENT),
  ...fixedTable('storage-engine.tomb-raider-sleep=1000'),
};
