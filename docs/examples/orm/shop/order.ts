import {
  Bin,
  Computed,
  Entity,
  Enum,
  Id,
  Index,
  ListBin,
  type Ref,
  Reference,
  type Root,
  Version,
} from '@aeroform/orm';
import { Customer } from './customer.js';

// #region order
export class Line {
  @Id() sku!: string;
  @Bin({ type: 'int' }) quantity!: number;
  @Bin({ type: 'int' }) cents!: number;
}

@Entity({ set: 'orders' })
export class Order {
  @Id({ strategy: 'ulid' }) id!: string;
  @Version() version?: number;
  @Reference(() => Customer) @Index({ type: 'string' }) customer!: Ref<Customer>;
  @ListBin(() => Line, { as: 'map' }) lines!: Line[]; // a map: sku → line
  @Enum(() => ['open', 'paid', 'sent'], { default: 'open' }) @Index() status!: Status;
  @Bin({ type: 'date' }) @Index() placedAt!: Date;
  @Bin({ type: 'int' }) netCents!: number;
  @Bin({ type: 'int', default: 0 }) shipCents!: number;
  @Computed((f: Root<Order>) => f.netCents.add(f.shipCents)) totalCents?: number;
}

export type Status = 'open' | 'paid' | 'sent';
// #endregion
