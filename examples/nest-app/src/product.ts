import 'reflect-metadata';
import { Bin, CreatedAt, Entity, Id, Index, ListBin, UpdatedAt, Version } from '@aeroform/orm';

@Entity({ set: 'products' })
export class Product {
  @Id({ strategy: 'uuidv7' })
  id!: string;

  @Bin()
  name!: string;

  @Bin()
  @Index({ type: 'string' })
  category!: string;

  /** Cents, so that prices are whole numbers. */
  @Bin()
  @Index({ type: 'numeric' })
  price!: number;

  @Bin()
  stock!: number;

  @ListBin(() => 'string')
  tags!: string[];

  @Version()
  version!: number;

  @CreatedAt()
  createdAt!: Date;

  @UpdatedAt()
  updatedAt!: Date;
}
