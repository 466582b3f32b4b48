import {
  bitAdd,
  bitAnd,
  bitCount,
  bitGet,
  bitGetInt,
  bitInsert,
  bitLscan,
  bitLshift,
  bitNot,
  type BitOperation,
  bitOr,
  bitRemove,
  bitResize,
  bitRscan,
  bitRshift,
  bitSet,
  bitSetInt,
  bitSubtract,
  bitXor,
  operations,
} from '@aeroform/core';
import { MappingError } from '../error/mapping-error.js';
import { describeValue } from '../error/describe-value.js';
import type {
  BitArithmeticOptions,
  BitResizeOptions,
  BitWriteOptions,
} from '../type/write-options.js';
import { checkOptions } from './check-options.js';
import { type Decode, decodePlain, decodeValue, reading, writing } from './operate-target.js';
import { ScalarWriter } from './scalar-writer.js';
import { TARGET } from './value-writer.js';
import { arithmeticFlags, bitFlags, resizeFlags } from './write-flags.js';

type Bits = (
  bin: string,
  offset: number,
  size: number,
  bits: Uint8Array,
  flags: number,
) => BitOperation;

/** Operations on bytes and their bits. */
export class BytesWriter extends ScalarWriter {
  append(bytes: Uint8Array): unknown {
    this.#requireBytes('append', bytes);
    return writing(this[TARGET], 'append', [operations.append(this.#bin('append'), bytes)]);
  }

  prepend(bytes: Uint8Array): unknown {
    this.#requireBytes('prepend', bytes);
    return writing(this[TARGET], 'prepend', [operations.prepend(this.#bin('prepend'), bytes)]);
  }

  bitSet(offset: number, size: number, bits: Uint8Array, options?: BitWriteOptions): unknown {
    return this.#combine('bitSet', bitSet, [offset, size, bits], options);
  }

  bitOr(offset: number, size: number, bits: Uint8Array, options?: BitWriteOptions): unknown {
    return this.#combine('bitOr', bitOr, [offset, size, bits], options);
  }

  bitXor(offset: number, size: number, bits: Uint8Array, options?: BitWriteOptions): unknown {
    return this.#combine('bitXor', bitXor, [offset, size, bits], options);
  }

  bitAnd(offset: number, size: number, bits: Uint8Array, options?: BitWriteOptions): unknown {
    return this.#combine('bitAnd', bitAnd, [offset, size, bits], options);
  }

  bitNot(offset: number, size: number, options?: BitWriteOptions): unknown {
    const flags = this.#flags('bitNot', options);
    return this.#write('bitNot', bitNot(this.#bin('bitNot'), offset, size, flags));
  }

  bitLshift(offset: number, size: number, by: number, options?: BitWriteOptions): unknown {
    const flags = this.#flags('bitLshift', options);
    return this.#write('bitLshift', bitLshift(this.#bin('bitLshift'), offset, size, by, flags));
  }

  bitRshift(offset: number, size: number, by: number, options?: BitWriteOptions): unknown {
    const flags = this.#flags('bitRshift', options);
    return this.#write('bitRshift', bitRshift(this.#bin('bitRshift'), offset, size, by, flags));
  }

  bitSetInt(
    offset: number,
    size: number,
    value: number | bigint,
    options?: BitWriteOptions,
  ): unknown {
    const flags = this.#flags('bitSetInt', options);
    return this.#write('bitSetInt', bitSetInt(this.#bin('bitSetInt'), offset, size, value, flags));
  }

  bitAdd(
    offset: number,
    size: number,
    by: number | bigint,
    options?: BitArithmeticOptions,
  ): unknown {
    const { flags, signed, overflow } = arithmeticFlags(options, this.#label('bitAdd'));
    const bin = this.#bin('bitAdd');
    return this.#write('bitAdd', bitAdd(bin, offset, size, by, signed, overflow, flags));
  }

  bitSubtract(
    offset: number,
    size: number,
    by: number | bigint,
    options?: BitArithmeticOptions,
  ): unknown {
    const { flags, signed, overflow } = arithmeticFlags(options, this.#label('bitSubtract'));
    const bin = this.#bin('bitSubtract');
    return this.#write('bitSubtract', bitSubtract(bin, offset, size, by, signed, overflow, flags));
  }

  bitInsert(byteOffset: number, bytes: Uint8Array, options?: BitWriteOptions): unknown {
    const flags = this.#flags('bitInsert', options);
    return this.#write('bitInsert', bitInsert(this.#bin('bitInsert'), byteOffset, bytes, flags));
  }

  bitRemove(byteOffset: number, byteSize: number, options?: BitWriteOptions): unknown {
    const flags = this.#flags('bitRemove', options);
    return this.#write('bitRemove', bitRemove(this.#bin('bitRemove'), byteOffset, byteSize, flags));
  }

  bitResize(byteSize: number, options?: BitResizeOptions): unknown {
    const { flags, resize } = resizeFlags(options, this.#label('bitResize'));
    return this.#write('bitResize', bitResize(this.#bin('bitResize'), byteSize, resize, flags));
  }

  bitCount(offset: number, size: number): unknown {
    return this.#read('bitCount', bitCount(this.#bin('bitCount'), offset, size), decodePlain);
  }

  bitGet(offset: number, size: number): unknown {
    return this.#read('bitGet', bitGet(this.#bin('bitGet'), offset, size), decodeValue);
  }

  bitGetInt(offset: number, size: number, options?: { readonly signed?: boolean }): unknown {
    checkOptions(options, { signed: 'boolean' }, this.#label('bitGetInt'));
    const signed = options?.signed ?? false;
    const decode: Decode = (value) => (signed ? value : unsigned(value));
    return this.#read('bitGetInt', bitGetInt(this.#bin('bitGetInt'), offset, size, signed), decode);
  }

  bitLscan(offset: number, size: number, value: boolean): unknown {
    return this.#read(
      'bitLscan',
      bitLscan(this.#bin('bitLscan'), offset, size, value),
      decodePlain,
    );
  }

  bitRscan(offset: number, size: number, value: boolean): unknown {
    return this.#read(
      'bitRscan',
      bitRscan(this.#bin('bitRscan'), offset, size, value),
      decodePlain,
    );
  }

  #combine(
    method: string,
    build: Bits,
    given: readonly [offset: number, size: number, bits: Uint8Array],
    options: BitWriteOptions | undefined,
  ): unknown {
    return this.#write(method, build(this.#bin(method), ...given, this.#flags(method, options)));
  }

  #read(method: string, operation: BitOperation, decode: Decode): unknown {
    return reading(this[TARGET], method, operation, decode);
  }

  #write(method: string, operation: BitOperation): unknown {
    return writing(this[TARGET], method, [operation]);
  }

  #flags(method: string, options: BitWriteOptions | undefined): number {
    return bitFlags(options, this.#label(method));
  }

  #bin(method: string): string {
    const { bin, steps } = this[TARGET];
    if (steps.length === 0) return bin;
    throw new MappingError(
      this.#label(method),
      'the server works on bytes only in bins of their own; use set()',
    );
  }

  #label(method: string): string {
    return `${this[TARGET].label}.${method}`;
  }

  #requireBytes(method: string, bytes: unknown): void {
    if (bytes instanceof Uint8Array) return;
    throw new MappingError(this.#label(method), `must be given bytes; got ${describeValue(bytes)}`);
  }
}

/** The server answers 64 bits as a signed integer. */
function unsigned(value: unknown): unknown {
  const isNegative = (typeof value === 'number' || typeof value === 'bigint') && value < 0;
  return isNegative ? BigInt.asUintN(64, BigInt(value)) : value;
}
