import { Bin, Entity, Id, MapBin, Ttl } from '@aeroform/orm';

// #region session
@Entity({ set: 'sessions', ttl: 1800, touchOnRead: true })
export class Session {
  @Id({ strategy: 'uuidv4' }) id!: string;
  @Bin({ type: 'string', nullable: false }) customerId!: string;
  @MapBin(() => 'int') basket?: Map<string, number>; // sku → quantity
  @Ttl() secondsLeft?: number;
}
// #endregion
