import {
  type BinValue,
  hllAdd,
  hllDescribe,
  hllFold,
  hllGetCount,
  hllGetIntersectCount,
  hllGetSimilarity,
  hllGetUnion,
  hllGetUnionCount,
  hllInit,
  hllMayContain,
  type HllOperation,
  hllRefreshCount,
  hllSetUnion,
} from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import type { HllPrecision, ScalarMetadata } from '../metadata/value-metadata.js';
import type { Sketch } from '../type/hll-writer.js';
import type { HllPrecisionOptions, HllWriteOptions } from '../type/write-options.js';
import {
  type Decode,
  decodeExists,
  decodePlain,
  type OperateTarget,
  reading,
  writing,
} from './operate-target.js';
import { ScalarWriter } from './scalar-writer.js';
import { TARGET } from './value-writer.js';
import { hllFlags } from './write-flags.js';

/** Operations on HyperLogLog sketches. */
export class HllWriter extends ScalarWriter {
  declare readonly [TARGET]: OperateTarget<ScalarMetadata>;

  init(options?: HllPrecisionOptions): unknown {
    const { flags, indexBits, minhashBits } = this.#precision('init', options);
    if (indexBits === undefined) {
      throw new MappingError(
        this.#label('init'),
        'needs a precision: declare @HllBin({ indexBits }), or give { indexBits }',
      );
    }
    return this.#write('init', hllInit(this.#bin('init'), indexBits, minhashBits, { flags }), null);
  }

  add(...values: BinValue[]): unknown {
    return this.#add('add', values);
  }

  addAll(values: readonly BinValue[], options?: HllPrecisionOptions): unknown {
    return this.#add('addAll', values, options);
  }

  merge(sketches: readonly Sketch[], options?: HllWriteOptions): unknown {
    const flags = hllFlags(options, this.#label('merge'));
    return this.#write('merge', hllSetUnion(this.#bin('merge'), sketches, { flags }), null);
  }

  refreshCount(): unknown {
    return this.#write('refreshCount', hllRefreshCount(this.#bin('refreshCount')), decodePlain);
  }

  fold(indexBits: number): unknown {
    return this.#write('fold', hllFold(this.#bin('fold'), indexBits), null);
  }

  count(): unknown {
    return this.#read('count', hllGetCount(this.#bin('count')), decodePlain);
  }

  union(sketches: readonly Sketch[]): unknown {
    return this.#read('union', hllGetUnion(this.#bin('union'), sketches), decodePlain);
  }

  unionCount(sketches: readonly Sketch[]): unknown {
    const operation = hllGetUnionCount(this.#bin('unionCount'), sketches);
    return this.#read('unionCount', operation, decodePlain);
  }

  intersectCount(sketches: readonly Sketch[]): unknown {
    const operation = hllGetIntersectCount(this.#bin('intersectCount'), sketches);
    return this.#read('intersectCount', operation, decodePlain);
  }

  similarity(sketches: readonly Sketch[]): unknown {
    const operation = hllGetSimilarity(this.#bin('similarity'), sketches);
    return this.#read('similarity', operation, decodePlain);
  }

  mayContain(...values: BinValue[]): unknown {
    const operation = hllMayContain(this.#bin('mayContain'), values);
    return this.#read('mayContain', operation, decodeExists);
  }

  describe(): unknown {
    return this.#read('describe', hllDescribe(this.#bin('describe')), decodePrecision);
  }

  #add(method: string, values: readonly BinValue[], options?: HllPrecisionOptions): unknown {
    if (Array.isArray(values) && values.some(Array.isArray)) {
      throw new MappingError(
        this.#label(method),
        'a sketch counts no lists; give the values one by one, add(...values), or with addAll(values)',
      );
    }
    const { flags, indexBits, minhashBits } = this.#precision(method, options);
    const operation = hllAdd(this.#bin(method), values, indexBits, minhashBits, { flags });
    return this.#write(method, operation, decodePlain);
  }

  #precision(method: string, options: HllPrecisionOptions | undefined) {
    const flags = hllFlags(options, this.#label(method));
    const declared: HllPrecision | undefined = this[TARGET].value.hll;
    return {
      flags,
      indexBits: options?.indexBits ?? declared?.indexBits,
      minhashBits: options?.minhashBits ?? declared?.minhashBits ?? undefined,
    };
  }

  #read(method: string, operation: HllOperation, decode: Decode): unknown {
    return reading(this[TARGET], method, operation, decode);
  }

  #write(method: string, operation: HllOperation, decode: Decode | null): unknown {
    return writing(this[TARGET], method, [operation], decode);
  }

  #bin(method: string): string {
    const { bin, steps } = this[TARGET];
    if (steps.length === 0) return bin;
    throw new MappingError(
      this.#label(method),
      'the server works on sketches only in bins of their own',
    );
  }

  #label(method: string): string {
    return `${this[TARGET].label}.${method}`;
  }
}

const decodePrecision: Decode = (value) => {
  const [indexBits, minhashBits] = value as readonly number[];
  return { indexBits, minhashBits };
};
