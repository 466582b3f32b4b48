import {
  Bin,
  CreatedAt,
  Embedded,
  Entity,
  GeoBin,
  Id,
  Index,
  ListBin,
  MapBin,
  SetBin,
  Ttl,
  Version,
} from '@aeroform/orm';

class Address {
  @Bin() city!: string;
}

const urls = {
  toAerospike: (url: URL) => url.href,
  fromAerospike: (text: string) => new URL(text),
};

@Entity('right')
export class Right {
  @Id() id!: bigint;
  @Version() version?: number;
  @Ttl() ttl: number | undefined;
  @CreatedAt() createdAt!: Date | null;
  @ListBin(() => 'int') list!: readonly number[];
  @SetBin(() => 'int') set?: Set<number>;
  @MapBin(() => 'int') map!: ReadonlyMap<string, number>;
  @MapBin(() => 'int', { as: 'object' }) object!: Record<string, number>;
  @Embedded(() => Address) home?: Address | null;
  @GeoBin() @Index() place!: { type: 'Point'; coordinates: [number, number] };
  @Bin() private secret = 1;
  @Bin({ type: 'int', default: 1 }) private hidden = 1;
  @Bin({ type: 'int', default: () => 1 }) level?: 1 | 2 | null;
  @Bin({ type: 'bytes' }) bytes?: Buffer;
  @Bin({ type: 'json' }) json?: unknown;
  @Bin({ type: 'list' }) anything?: unknown[];
  @Bin({ name: 'url', type: 'string', convert: urls }) url?: URL;
  @ListBin(() => 'string') names?: ('a' | 'b' | null)[];
  reveal() {
    return this.secret + this.hidden;
  }
}

export class Wrong {
  // @ts-expect-error a version is a number
  @Version() version!: string;
  // @ts-expect-error a time to live is a number
  @Ttl() ttl!: Date;
  // @ts-expect-error an id is a string, a number, a bigint or bytes
  @Id() id!: boolean;
  // @ts-expect-error a date
  @CreatedAt() createdAt!: number;
  // @ts-expect-error an array
  @ListBin(() => 'int') list!: Set<number>;
  // @ts-expect-error a Set
  @SetBin(() => 'int') set!: number[];
  // @ts-expect-error a Map, or as: 'object'
  @MapBin(() => 'int') map!: Record<string, number>;
  // @ts-expect-error an Address
  @Embedded(() => Address) home!: { street: string };
  // @ts-expect-error a number
  @Bin({ type: 'int' }) text!: string;
  // @ts-expect-error a Date
  @Bin({ name: 'd', type: 'date' }) date?: number | null;
  // @ts-expect-error the default of a number
  @Bin({ type: 'int', default: 'x' }) count!: number;
  // @ts-expect-error numbers
  @ListBin(() => 'int') words!: string[];
  // @ts-expect-error texts
  @SetBin(() => 'string') numbers!: Set<number>;
  // @ts-expect-error whole numbers, no bigints
  @MapBin(() => 'int') counters!: Map<string, bigint>;
  // @ts-expect-error there is no such option
  @ListBin(() => 'int', { sorted: true }) sorted!: number[];
}
