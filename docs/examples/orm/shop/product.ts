import { Bin, DeletedAt, Entity, Id, Index, IdProp, ListBin, MapBin, Version } from '@aeroform/orm';

// #region product
@Entity({ set: 'products' })
export class Product {
  declare readonly [IdProp]?: 'sku'; // the id is not called `id`: tells the type checker
  @Id() sku!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) title!: string;
  @Bin({ type: 'int' }) @Index() cents!: number; // money in whole cents
  @Bin({ type: 'int', default: 0 }) stock!: number;
  @ListBin(() => 'string') @Index() tags?: string[];
  @MapBin(() => 'string') details?: Map<string, string>;
  @DeletedAt() deletedAt?: Date;
}
// #endregion
