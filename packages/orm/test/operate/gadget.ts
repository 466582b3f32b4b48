import type { Hll } from '@aeroform/core';
import {
  Bin,
  Embedded,
  Entity,
  GeoBin,
  Id,
  ListBin,
  MapBin,
  SetBin,
  UpdatedAt,
  Version,
} from '../../src/index.js';

/** Something stored inside other values. */
export class Part {
  @Bin({ type: 'string' }) sku!: string;
  @Bin({ type: 'int' }) qty!: number;
  @ListBin(() => 'string') notes?: string[];
  @MapBin(() => 'int') marks?: Map<string, number>;
}

/** An entity with a property for each family of operations. */
@Entity({ set: 'orm_op_gadget' })
export class Gadget {
  @Id() id!: string;
  @Version() version?: number;
  @UpdatedAt() updatedAt?: Date;
  @Bin({ type: 'string' }) title?: string;
  @Bin({ type: 'int' }) price?: number;
  @Bin({ type: 'int' }) qty?: number;
  @Bin({ type: 'int' }) total?: number;
  @Bin({ type: 'double' }) ratio?: number;
  @Bin({ type: 'bool' }) active?: boolean;
  @Bin({ type: 'bigint' }) big?: bigint;
  @Bin({ type: 'date' }) due?: Date;
  @Bin({ type: 'datetime-ns' }) exact?: bigint;
  @Bin({ type: 'bytes' }) flags?: Uint8Array;
  @Bin({ type: 'hll' }) visitors?: Hll;
  @GeoBin() place?: { type: 'Point'; coordinates: [number, number] };
  @ListBin(() => 'int') numbers?: number[];
  @ListBin(() => 'int', { order: 'ordered' }) scores?: number[];
  @ListBin(() => 'string', { unique: true }) names?: string[];
  @ListBin(() => 'int', { maxItems: 3 }) recent?: number[];
  @SetBin(() => 'string') tags?: Set<string>;
  @MapBin(() => 'int') counters?: Map<string, number>;
  @MapBin(() => 'string', { key: 'int' }) byNumber?: Map<number, string>;
  @ListBin(() => Part) parts?: Part[];
  @MapBin(() => Part) byKey?: Map<string, Part>;
  @Embedded(() => Part) main?: Part;
}

let last = 0;

/** An id no other test uses. */
export function gadgetId(): string {
  return `g${process.pid.toString(36)}.${Date.now().toString(36)}.${last++}`;
}
