import {
  Bin,
  Computed,
  Embedded,
  Entity,
  Enum,
  ExpressionIndex,
  GeoBin,
  Id,
  Index,
  ListBin,
  MapBin,
  SetBin,
  Ttl,
  Version,
} from '../../src/decorators/index.js';
import type { Root } from '../../src/type/field.js';

/** An embedded object with a level below it. */
export class Street {
  @Bin({ type: 'string' }) name?: string;
  @Bin({ type: 'int' }) number?: number;
}

export class Address {
  @Index({ name: 'q_city', type: 'string' })
  @Bin({ name: 'c', type: 'string' })
  city?: string;

  @Bin({ type: 'int' }) floor?: number;
  @Embedded(() => Street, { as: 'list' }) street?: Street;
}

export class Line {
  @Bin({ type: 'string' }) sku?: string;
  @Bin({ type: 'int' }) quantity?: number;
}

export class Price {
  @Bin({ name: 'net', type: 'double' }) net?: number;
  @Bin({ name: 'cur', type: 'string' }) currency?: string;
}

export enum Channel {
  Web = 'w',
  Shop = 's',
}

@ExpressionIndex('q_left', 'numeric', (f: Root<Order>) => f.total.sub(f.discount))
@Entity({ set: 'qorder' })
export class Order {
  @Id({ type: 'string' }) id!: string;
  @Version() version?: number;
  @Ttl() ttl?: number;

  @Index({ name: 'q_status', type: 'string' })
  @Bin({ name: 'st', type: 'string' })
  status?: 'new' | 'paid' | 'sent';

  @Index({ name: 'q_total', type: 'numeric' })
  @Bin({ type: 'int' })
  total?: number;

  @Bin({ type: 'int' }) discount?: number;
  @Computed((f: Root<Order>) => f.total.add(f.discount)) sum?: number;
  @Bin({ type: 'bigint' }) big?: bigint;
  @Bin({ type: 'double' }) weight?: number;
  @Bin({ type: 'bool' }) gift?: boolean;
  @Bin({ type: 'date' }) due?: Date;
  @Bin({ type: 'bytes' }) hash?: Uint8Array;
  @Bin() anything?: string | number;
  @Enum(() => Channel) channel?: Channel;

  @Index({ name: 'q_tags', type: 'string', on: 'list' })
  @ListBin(() => 'string')
  tags?: string[];

  @ListBin(() => 'int') scores?: number[];
  @ListBin(() => Line) lines?: Line[];
  @SetBin(() => 'int') codes?: Set<number>;

  @Index({ name: 'q_counters', type: 'string', on: 'mapKeys' })
  @MapBin(() => 'int')
  counters?: Map<string, number>;

  @Embedded(() => Address) ship?: Address;
  @Embedded(() => Price, { as: 'bins', prefix: 'p_' }) price?: Price;

  @Index({ name: 'q_where', type: 'geo2dsphere' })
  @GeoBin()
  where?: { type: string; coordinates: unknown };
}
