import 'reflect-metadata';
import { Bin, CreatedAt, Entity, getEntityMetadata, Id, Index } from '../../src/index.js';

@Entity()
class Hinted {
  @Id() id!: bigint;
  @Bin() text!: string;
  @Bin() @Index() count!: number;
  @Bin({ type: 'double' }) ratio!: number;
  @Bin() big!: bigint;
  @Bin() flag!: boolean;
  @Bin() when!: Date;
  @Bin() bytes!: Uint8Array;
  @Bin() literal!: 'a' | 'b';
  @Bin() maybe!: Date | null;
  @Bin() list!: string[];
  @Bin({ convert: { toAerospike: String, fromAerospike: Number } }) converted!: number;
  @CreatedAt() createdAt!: Date;
}

test('types that TypeScript emits are used where none is declared', () => {
  const { property } = getEntityMetadata(Hinted);
  const kinds = Object.fromEntries([...property].map(([name, { value }]) => [name, value.kind]));
  expect(kinds).toEqual({
    id: 'bigint',
    text: 'string',
    count: 'int',
    ratio: 'double',
    big: 'bigint',
    flag: 'bool',
    when: 'date',
    bytes: 'bytes',
    literal: 'string',
    maybe: 'dynamic',
    list: 'dynamic',
    converted: 'dynamic',
    createdAt: 'date',
  });
});
