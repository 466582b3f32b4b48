import { types } from 'node:util';
import {
  mapCreate,
  mapDecrement,
  mapIncrement,
  type MapOperation,
  mapPut,
  mapPutItems,
  mapSetOrder,
} from '@aeroform/core';
import { OptionError } from '../error/data-source-error.js';
import { describeValue } from '../error/describe-value.js';
import type { MapMetadata, MapOrder } from '../metadata/value-metadata.js';
import type { MapWriteOptions } from '../type/write-options.js';
import { mapOrderOf } from './map-order.js';
import { MapReader } from './map-reader.js';
import { decodeEntry, type MapTarget, storedKey, storedValue } from './map-target.js';
import { within, withinCreated, withinParents } from './nested-operation.js';
import { summandOf } from './number-writer.js';
import { type Decode, decodePlain, writing } from './operate-target.js';
import { TARGET } from './value-writer.js';
import { mapFlags } from './write-flags.js';

/** Operations on a map. */
export class MapWriter extends MapReader {
  put(key: unknown, value: unknown, options?: MapWriteOptions): unknown {
    const target = this[TARGET];
    const policy = policyOf(target, 'put', options);
    const stored = storedValue(target, value);
    return write(
      target,
      'put',
      mapPut(target.bin, storedKey(target, key), stored, policy),
      decodePlain,
    );
  }

  putAll(entries: ReadonlyMap<unknown, unknown> | object, options?: MapWriteOptions): unknown {
    const target = this[TARGET];
    const policy = policyOf(target, 'putAll', options);
    const stored = new Map(
      entriesOf(target, entries).map(
        ([key, value]) => [storedKey(target, key), storedValue(target, value)] as const,
      ),
    );
    return write(target, 'putAll', mapPutItems(target.bin, stored, policy), decodePlain);
  }

  incKey(key: unknown, by: number | bigint = 1): unknown {
    const target = this[TARGET];
    const summand = summandOf(target, 'incKey', target.value.value, by);
    const policy = { order: mapOrderOf[target.value.order] };
    const operation = mapIncrement(target.bin, storedKey(target, key), summand, policy);
    return write(target, 'incKey', operation, decodeEntry);
  }

  decKey(key: unknown, by: number | bigint = 1): unknown {
    const target = this[TARGET];
    const summand = summandOf(target, 'decKey', target.value.value, by);
    const policy = { order: mapOrderOf[target.value.order] };
    const operation = mapDecrement(target.bin, storedKey(target, key), summand, policy);
    return write(target, 'decKey', operation, decodeEntry);
  }

  create(options: { readonly persistIndex?: boolean } = {}): unknown {
    const target = this[TARGET];
    const { order, persistIndex } = target.value;
    const declared = persistIndex && target.steps.length === 0 ? { persistIndex } : {};
    const operation = mapCreate(target.bin, mapOrderOf[order], { ...declared, ...options });
    return writing(target, 'create', [withinParents(operation, target.steps)]);
  }

  setOrder(order: MapOrder = this[TARGET].value.order): unknown {
    const target = this[TARGET];
    const label = `${target.label}.setOrder`;
    if (!Object.hasOwn(mapOrderOf, order)) {
      const known = Object.keys(mapOrderOf).join(', ');
      throw new OptionError(label, `takes one of ${known}; got ${describeValue(order)}`);
    }
    const operation = mapSetOrder(target.bin, mapOrderOf[order]);
    return writing(target, 'setOrder', [within(operation, target.steps)]);
  }
}

function policyOf({ value, label }: MapTarget, method: string, options?: MapWriteOptions) {
  const order = mapOrderOf[value.order];
  if (options === undefined) return { order };
  return { order, flags: mapFlags(options, `${label}.${method}`) };
}

/** A write; it makes the map, and the maps on the way to it, when they are missing. */
function write(
  target: MapTarget,
  method: string,
  operation: MapOperation,
  decode: Decode<MapMetadata>,
): unknown {
  const { bin, steps, value } = target;
  const sent = withinCreated(operation, steps);
  const persists = value.persistIndex && steps.length === 0;
  const creation = persists
    ? [mapCreate(bin, mapOrderOf[value.order], { persistIndex: true })]
    : [];
  return writing(target, method, [...creation, sent], decode);
}

function entriesOf({ label }: MapTarget, entries: unknown): [unknown, unknown][] {
  if (types.isMap(entries)) return [...entries];
  if (typeof entries === 'object' && entries !== null && !Array.isArray(entries)) {
    return Object.entries(entries);
  }
  throw new OptionError(
    `${label}.putAll`,
    `takes a Map or a plain object; got ${describeValue(entries)}`,
  );
}
