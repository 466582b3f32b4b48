import {
  type BinValue,
  MAP_KEY_ORDERED,
  MAP_RETURN_COUNT,
  MAP_RETURN_EXISTS,
  MAP_RETURN_KEY,
  MAP_RETURN_KEY_VALUE,
  mapClear,
  mapGetByIndexRange,
  mapGetByKey,
  mapGetByKeyList,
  type MapOperation,
  mapPutItems,
  mapRemoveByKey,
  mapSize,
} from '@aeroform/core';
import { fromBin } from '../mapping/from-bin.js';
import { itemLabel } from '../mapping/item-label.js';
import { toBin } from '../mapping/to-bin.js';
import type { KeyedListMetadata } from '../metadata/value-metadata.js';
import type { MapWriteOptions } from '../type/write-options.js';
import { rawPairs } from './map-target.js';
import { within, withinCreated } from './nested-operation.js';
import { keyStep } from './operate-step.js';
import {
  type Decode,
  decodeCount,
  decodeExists,
  decodePlain,
  encode,
  type OperateTarget,
  reading,
  writing,
} from './operate-target.js';
import { ScalarWriter } from './scalar-writer.js';
import { TARGET } from './value-writer.js';
import { mapFlags } from './write-flags.js';

type KeyedTarget = OperateTarget<KeyedListMetadata>;

/** Operations on a list stored as a map from the ids of its elements to the elements. */
export class KeyedListWriter extends ScalarWriter {
  declare readonly [TARGET]: KeyedTarget;

  push(...elements: unknown[]): unknown {
    return this.#put('push', elements);
  }

  pushAll(elements: readonly unknown[], options?: MapWriteOptions): unknown {
    return this.#put('pushAll', elements, options);
  }

  getKey(id: unknown): unknown {
    // A list of keys, since the answer has to have the key.
    const stored = [this.#stored(id)];
    const operation = mapGetByKeyList(this[TARGET].bin, stored, MAP_RETURN_KEY_VALUE);
    return this.#read('getKey', operation, decodeFirst);
  }

  has(id: unknown): unknown {
    const operation = mapGetByKey(this[TARGET].bin, this.#stored(id), MAP_RETURN_EXISTS);
    return this.#read('has', operation, decodeExists);
  }

  ids(): unknown {
    const operation = mapGetByIndexRange(this[TARGET].bin, 0, MAP_RETURN_KEY);
    return this.#read('ids', operation, decodeIds);
  }

  at(index: number): unknown {
    const operation = mapGetByIndexRange(this[TARGET].bin, index, MAP_RETURN_KEY_VALUE, 1);
    return this.#read('at', operation, decodeFirst);
  }

  slice(index: number, count?: number): unknown {
    const operation = mapGetByIndexRange(this[TARGET].bin, index, MAP_RETURN_KEY_VALUE, count);
    return this.#read('slice', operation, decodeElements);
  }

  size(): unknown {
    return this.#read('size', mapSize(this[TARGET].bin), decodeCount);
  }

  delete(id: unknown): unknown {
    const operation = mapRemoveByKey(this[TARGET].bin, this.#stored(id), MAP_RETURN_COUNT);
    return this.#write('delete', operation, decodeExists);
  }

  clear(): unknown {
    return this.#write('clear', mapClear(this[TARGET].bin), null);
  }

  in(id: unknown): unknown {
    const target = this[TARGET];
    const storedId = this.#stored(id);
    return target.sink.writerOf({
      ...target,
      steps: [...target.steps, keyStep(storedId)],
      value: target.value.element,
      label: itemLabel(target.label, id),
      required: false,
      keyed: { list: target.value, id, storedId },
    });
  }

  #put(method: string, elements: readonly unknown[], options?: MapWriteOptions): unknown {
    const target = this[TARGET];
    const flags = mapFlags(options, `${target.label}.${method}`);
    const stored = encode(target, elements) as ReadonlyMap<BinValue, BinValue>;
    const put = mapPutItems(target.bin, stored, { order: MAP_KEY_ORDERED, flags });
    return writing(target, method, [withinCreated(put, target.steps)], decodePlain);
  }

  #stored(id: unknown): BinValue {
    const { key } = this[TARGET].value;
    return toBin(key.value, id, itemLabel(this[TARGET].label, id));
  }

  #read(method: string, operation: MapOperation, decode: Decode<KeyedListMetadata>): unknown {
    const target = this[TARGET];
    return reading(target, method, within(operation, target.steps), decode);
  }

  #write(
    method: string,
    operation: MapOperation,
    decode: Decode<KeyedListMetadata> | null,
  ): unknown {
    const target = this[TARGET];
    return writing(target, method, [within(operation, target.steps)], decode);
  }
}

const decodeElements = (value: BinValue, { value: meta, label }: KeyedTarget): unknown =>
  fromBin(meta, new Map(rawPairs(value)), label);

const decodeFirst = (value: BinValue, target: KeyedTarget): unknown =>
  (decodeElements(value, target) as unknown[])[0];

const decodeIds: Decode<KeyedListMetadata> = (value, { value: { key }, label }) =>
  ((value ?? []) as readonly BinValue[]).map((id) => fromBin(key.value, id, label));
