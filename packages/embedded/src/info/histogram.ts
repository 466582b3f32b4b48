import { AEROSPIKE_EPOCH, PARTITION_COUNT, ResultCode } from '@aeroform/protocol';
import type { Namespace } from '../storage/namespace.js';
import { storedSize } from '../storage/record-size.js';
import type { StoredRecord } from '../storage/stored-record.js';
import type { InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';
import { localNamespace } from './local-namespace.js';

const MAX_TYPE_SIZE = 127;
const MAX_SET_SIZE = 63;
const TTL_BUCKETS = 100;
const SIZE_BUCKETS = 1024;

/** Distributions over the records of a namespace or set, as they are now. */
const HISTOGRAMS: Readonly<
  Record<string, (namespace: Namespace, records: readonly StoredRecord[]) => string>
> = {
  ttl: describeTtls,
  'object-size': (_namespace, records) => describeSizes(records.map(storedSize)),
  'object-size-linear': ({ options }, records) =>
    linear('bytes', options.maxRecordSize, SIZE_BUCKETS, records.map(storedSize)),
};

/** `histogram:namespace=<name>;type=<type>[;set=<set>]` */
export const histogramInfoCommands: InfoCommands = {
  histogram: (node, params) => {
    const namespace = localNamespace(node, params);
    const type = params.require('type', MAX_TYPE_SIZE);
    const set = params.optional('set', MAX_SET_SIZE);
    if (set !== undefined && !namespace.sets.has(set)) {
      throw new InfoError(ResultCode.PARAMETER, 'unknown set name');
    }
    const histogram = Object.hasOwn(HISTOGRAMS, type) ? HISTOGRAMS[type] : undefined;
    if (histogram === undefined) throw new InfoError(ResultCode.PARAMETER, 'unknown hist name');
    return histogram(namespace, recordsOf(namespace, set));
  },
};

function recordsOf(namespace: Namespace, set: string | undefined): readonly StoredRecord[] {
  const records: StoredRecord[] = [];
  for (let id = 0; id < PARTITION_COUNT; id++) {
    for (const record of namespace.partition(id).values()) {
      if (set === undefined || record.set === set) records.push(record);
    }
  }
  return records;
}

function describeTtls({ clock }: Namespace, records: readonly StoredRecord[]): string {
  const now = Math.floor(clock.now() / 1000) - AEROSPIKE_EPOCH;
  // Records that never expire count as if they had no time left.
  const ttls = records.map(({ voidTime }) => Math.max(0, voidTime - now));
  return linear(
    'seconds',
    ttls.reduce((a, b) => Math.max(a, b), 0),
    TTL_BUCKETS,
    ttls,
  );
}

function linear(units: string, range: number, buckets: number, values: readonly number[]): string {
  const width = Math.max(1, Math.ceil(range / buckets));
  const counts = new Array<number>(buckets).fill(0);
  for (const value of values) {
    const bucket = Math.min(buckets - 1, Math.floor(value / width));
    counts[bucket] = (counts[bucket] as number) + 1;
  }
  return `units=${units}:hist-width=${width * buckets}:bucket-width=${width}:buckets=${counts.join(',')}`;
}

/** Counts by power of two; only ranges with records are told. */
function describeSizes(sizes: readonly number[]): string {
  const counts = new Map<number, number>();
  for (const size of sizes) {
    const power = Math.floor(Math.log2(size));
    counts.set(power, (counts.get(power) ?? 0) + 1);
  }
  const ranges = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([power, count]) => `:[${boundary(power)}-${boundary(power + 1)})=${count}`);
  return `units=bytes${ranges.join('')}`;
}

const POWERS_OF_UNIT = 10;

function boundary(power: number): string {
  const unit = ['', 'K', 'M', 'G'][Math.floor(power / POWERS_OF_UNIT)] ?? '';
  return `${2 ** (power % POWERS_OF_UNIT)}${unit}`;
}
