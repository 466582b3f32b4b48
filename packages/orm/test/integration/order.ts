import {
  AfterLoad,
  BeforeSave,
  Bin,
  CreatedAt,
  Embedded,
  Entity,
  Id,
  Index,
  ListBin,
  MapBin,
  SetBin,
  Ttl,
  UpdatedAt,
  Version,
} from '../../src/index.js';

export class Address {
  @Bin({ type: 'string' }) city!: string;
  @Bin({ name: 'zip', type: 'string' }) postalCode?: string;
  @Bin({ type: 'int' }) visits?: number;
  @ListBin(() => 'string') notes?: string[];
}

export class Line {
  @Bin({ type: 'string' }) sku!: string;
  @Bin({ type: 'int' }) qty!: number;
}

/** An entity with a property of every sort. */
@Entity({ set: 'orm_order' })
export class Order {
  constructor(...given: unknown[]) {
    if (given.length > 0) throw new Error('the mapper gives no arguments');
    Order.constructed++;
  }

  static constructed = 0;

  @Id() id!: string;
  @Version() version?: number;
  @CreatedAt() createdAt?: Date;
  @UpdatedAt() updatedAt?: Date;
  @Bin({ name: 'st', type: 'string' }) @Index() status!: 'new' | 'paid' | 'shipped';
  @Bin({ type: 'int' }) @Index() total?: number;
  @Bin({ type: 'double' }) weight?: number | null;
  @Bin({ type: 'bigint' }) big?: bigint;
  @Bin({ type: 'bytes' }) blob?: Uint8Array;
  @Bin({ type: 'date' }) due?: Date;
  @Bin({ type: 'json' }) extra?: { a: number[] };
  @ListBin(() => Line) lines: Line[] = [];
  @ListBin(() => 'int', { order: 'ordered' }) scores?: number[];
  @ListBin(() => 'string', { maxItems: 3 }) recent?: string[];
  @SetBin(() => 'string') tags?: Set<string>;
  @MapBin(() => 'int') counters?: Map<string, number>;
  @MapBin(() => Line) byKey?: Map<string, Line>;
  @Embedded(() => Address) ship?: Address;
  @Embedded(() => Address, { as: 'list' }) bill?: Address;
  @Embedded(() => Address, { as: 'bins', prefix: 'w_' }) work?: Address;

  loads = 0;
  saves = 0;

  @AfterLoad() loaded(): void {
    this.loads = (this.loads ?? 0) + 1;
  }

  @BeforeSave() saving(): void {
    this.saves++;
  }
}

/** An entity without a version. */
@Entity({ set: 'orm_note' })
export class Note {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'string' }) text?: string | null;
  @Bin({ type: 'int' }) count?: number;
}

/** An entity with a time to live and a generated id. */
@Entity({ set: 'orm_session' })
export class Session {
  @Id({ strategy: 'uuidv7' }) id!: string;
  @Ttl() ttl?: number;
  @Bin({ type: 'string' }) user!: string;
}

export const entities = [Order, Note, Session];

/** An id no other test uses. */
export function freshId(): string {
  return `o${process.hrtime.bigint().toString(36)}${Math.random().toString(36).slice(2)}`;
}

/** A numeric id no other test uses. */
export function freshNumber(): number {
  return Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
}
