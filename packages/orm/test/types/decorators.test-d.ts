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
  reveal() {
    return this.secret;
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
  // @ts-expect-error there is no such option
  @ListBin(() => 'int', { sorted: true }) sorted!: number[];
}
