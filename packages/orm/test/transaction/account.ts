import { Bin, CreatedAt, Entity, Id, UpdatedAt, Version } from '../../src/index.js';

/** An entity with everything that writing sets by itself. */
@Entity({ set: 'tx_account' })
export class Account {
  @Id({ strategy: 'uuidv7' }) id!: string;
  @Version() version?: number;
  @CreatedAt() createdAt?: Date;
  @UpdatedAt() updatedAt?: Date;
  @Bin({ type: 'int' }) balance!: number;
}

/** An entity without a version, in another set. */
@Entity({ set: 'tx_entry' })
export class Entry {
  @Id() id!: string;
  @Bin({ type: 'int' }) amount!: number;
}

/** An entity of a namespace without strong consistency. */
@Entity({ set: 'tx_loose', namespace: 'available' })
export class Loose {
  @Id() id!: string;
  @Bin({ type: 'int' }) amount!: number;
}
