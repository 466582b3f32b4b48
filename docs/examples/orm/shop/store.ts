import { Bin, Entity, GeoBin, HllBin, Id, Index } from '@aeroform/orm';
import type { Hll } from '@aeroform/core';

// #region store
@Entity({ set: 'stores' })
export class Store {
  @Id() id!: string;
  @Bin({ type: 'string' }) name!: string;
  @Bin({ type: 'string', select: false }) story?: string; // long: read only when it is named
  @GeoBin() @Index() at!: { type: 'Point'; coordinates: [longitude: number, latitude: number] };
  @HllBin({ indexBits: 12 }) visitors?: Hll; // about how many different people came
}
// #endregion
