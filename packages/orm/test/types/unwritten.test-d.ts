import {
  Bin,
  Computed,
  type DataSource,
  defineEntity,
  Embedded,
  Entity,
  fromZod,
  Id,
  IdProp,
  type NotWritten,
  type Root,
  t,
  Ttl,
  UnwrittenProps,
  Version,
} from '@aeroform/orm';
import * as z from 'zod';

class Size {
  // Values are often read-only: as a part of an entity they may be replaced.
  @Bin() readonly width!: number;
}

@Entity({ set: 'unwritten' })
class Product {
  declare readonly [IdProp]?: 'sku';
  declare readonly [UnwrittenProps]?: 'version' | 'secondsLeft';
  @Id() sku!: string;
  @Version() version?: number;
  @Ttl() secondsLeft?: number;
  @Bin({ type: 'int' }) cents!: number;
  @Bin() readonly maker!: string;
  @Embedded(() => Size) size?: Size;
  @Computed((f: Root<Product>) => f.cents.mul(2)) readonly twice?: number;
  get label(): string {
    return `${this.sku} ${this.cents}`;
  }
  get euros(): number {
    return this.cents / 100;
  }
  set euros(value: number) {
    this.cents = value * 100;
  }
}

const Coupon = defineEntity(
  { name: 'Coupon' },
  {
    id: t.string().id(),
    version: t.version(),
    ends: t.expiresAt(),
    percent: t.int(),
    half: t.computed((f: Root<{ percent: number }>) => f.percent.div(2)),
  },
);

const Supplier = fromZod(
  z.object({
    id: z.string(),
    name: z.string(),
    version: z.int().optional(),
    seconds: z.int().optional(),
  }),
  { name: 'Supplier', id: 'id', version: 'version', ttlProperty: 'seconds' },
);
const Plain = fromZod(z.object({ key: z.string(), version: z.string() }), {
  name: 'Plain',
  id: 'key',
});

export async function written(dataSource: DataSource): Promise<void> {
  const products = dataSource.getRepository(Product);
  // They may be given where the entity is made, and conditions may name them.
  const product = products.create({ sku: 'mug', maker: 'Clay & Co', version: 3 });
  product.version = 4;
  await products.insert({ sku: 'mug', cents: 5, maker: 'Clay & Co', secondsLeft: 60 });
  await products.update('mug', { cents: 6, size: { width: 3 }, euros: 1 });
  await products.operate('mug', (r) => ({ n: r.cents.inc(), width: r.size.width.set(4) }));
  await products
    .query()
    .where((f) => f.maker.eq('Clay & Co').and(f.twice.gt(3)))
    .updateAll((r) => ({ n: r.cents.inc() }));
  await dataSource.getRepository(Plain).update('a', { version: 'of another kind' });
  await dataSource.getRepository(Plain).operate('a', (r) => ({ n: r.version.append('!') }));
}

export async function refused(dataSource: DataSource): Promise<void> {
  const products = dataSource.getRepository(Product);
  // @ts-expect-error the id does not change
  await products.update('mug', { sku: 'jug' });
  // @ts-expect-error the version is the generation of the record
  await products.update('mug', { version: 3 });
  // @ts-expect-error the time to live is an option of the call
  await products.update('mug', { secondsLeft: 3 });
  // @ts-expect-error the server computes it
  await products.update('mug', { twice: 3 });
  // @ts-expect-error there is only a getter
  await products.update('mug', { label: 'x' });
  // @ts-expect-error it is read-only
  await products.update('mug', { maker: 'Glass & Co' });
  // @ts-expect-error the id does not change
  await products.operate('mug', (r) => ({ n: r.sku.set('jug') }));
  // @ts-expect-error the version is the generation of the record
  await products.operate('mug', (r) => ({ n: r.version.inc() }));
  // @ts-expect-error the server computes it
  await products.operate('mug', (r) => ({ n: r.twice.get() }));
  // @ts-expect-error there is only a getter
  await products.operateMany(['mug'], (r) => ({ n: r.label.append('x') }));
  // @ts-expect-error it is read-only
  await products.query().updateAll((r) => ({ n: r.maker.set('x') }));
  // @ts-expect-error the version is the generation of the record
  await products.query().updateAll((r) => ({ n: r.version.set(1) }));
  await products.operate('mug', (r) => {
    r.label satisfies NotWritten;
    return { n: r.cents.get() };
  });

  const coupons = dataSource.getRepository(Coupon);
  await coupons.update('a', { percent: 3 });
  // @ts-expect-error the version is the generation of the record
  await coupons.update('a', { version: 3 });
  // @ts-expect-error the expiry is an option of the call
  await coupons.operate('a', (r) => ({ n: r.ends.set(new Date()) }));
  // @ts-expect-error the server computes it
  await coupons.operate('a', (r) => ({ n: r.half.set(3) }));

  const suppliers = dataSource.getRepository(Supplier);
  await suppliers.update('a', { name: 'x' });
  // @ts-expect-error the version is the generation of the record
  await suppliers.update('a', { version: 3 });
  // @ts-expect-error the time to live is an option of the call
  await suppliers.operate('a', (r) => ({ n: r.seconds.inc() }));
}
