import {
  Bin,
  CreatedAt,
  Embedded,
  Entity,
  Enum,
  Id,
  Index,
  SetBin,
  UpdatedAt,
  Version,
} from '@aeroform/orm';

// #region address
export class Address {
  @Bin({ type: 'string' }) street!: string;
  @Bin({ type: 'string' }) city!: string;
}
// #endregion

// #region customer
@Entity({ set: 'customers' })
export class Customer {
  @Id({ strategy: 'uuidv7' }) id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) @Index() email!: string;
  @Bin({ type: 'string' }) name!: string;
  @Bin({ type: 'int', default: 0 }) points!: number;
  @Enum(() => ['basic', 'gold'], { default: 'basic' }) tier!: 'basic' | 'gold';
  @Embedded(() => Address) @Index({ path: 'city' }) address?: Address | null;
  @SetBin(() => 'string') interests?: Set<string>;
  @CreatedAt() createdAt!: Date;
  @UpdatedAt() updatedAt!: Date;
}
// #endregion
