import {
  Bin,
  defineEntity,
  Embeddable,
  Embedded,
  Entity,
  Id,
  Index,
  type Infer,
  ListBin,
  type MergeRule,
  type Repository,
  type Root,
  t,
} from '@aeroform/orm';

@Embeddable({ discriminator: { key: 'kind' } })
abstract class Shape {
  @Bin({ type: 'string' }) color!: string;
}

@Embeddable({ discriminator: { value: 'circle' } })
class Circle extends Shape {
  @Bin({ type: 'int' }) radius!: number;
  area(): number {
    return this.radius;
  }
}

@Embeddable({ discriminator: { value: 'square' } })
class Square extends Shape {
  @Bin({ type: 'int' }) side!: number;
}

// @ts-expect-error the key is a text
Embeddable({ discriminator: { key: 5 } });
// @ts-expect-error there is no such option
Embeddable({ discriminator: { bin: 'kind' } });

const isNew = (f: Root<Drawing>) => f.status.eq('new');

@Entity({ set: 'drawings' })
class Drawing {
  @Id() id!: string;
  @Bin({ type: 'string' }) status!: 'new' | 'done';
  @Bin({ type: 'int', merge: 'sum' }) @Index({ where: isNew }) views!: number;
  @Bin({ type: 'int', merge: (base: number, ours: number) => Math.max(base, ours) }) best!: number;
  // @ts-expect-error there is no such rule
  @Bin({ type: 'int', merge: 'mean' }) mean!: number;
  @Embedded(() => Shape) any!: Shape;
  @Embedded(() => Shape) one!: Circle | Square;
  @ListBin(() => Shape) all!: (Circle | Square)[];
}

// @ts-expect-error a condition is no value
Index({ where: (f: Root<Drawing>) => f.views });

export function paths(drawings: Repository<Drawing>): unknown {
  void drawings.operate('1', (r) => ({ radius: r.one.radius.inc(1), color: r.any.color.set('x') }));
  // @ts-expect-error only the others have a radius
  void drawings.operate('1', (r) => ({ radius: r.any.radius.inc(1) }));
  return (
    drawings
      .query()
      .where((f) => f.one.radius.gt(1).or(f.one.side.gt(1)).and(f.one.color.eq('red')))
      .where((f) => f.all.some((shape) => shape.radius.gt(1)))
      .where((f) => f.any.color.eq('red'))
      // @ts-expect-error only circles have a radius
      .where((f) => f.any.radius.gt(1))
      // @ts-expect-error nothing has it
      .where((f) => f.one.diameter.gt(1))
      // @ts-expect-error methods are no fields
      .where((f) => f.one.area.gt(1))
  );
}

const Payment = defineEntity(
  { name: 'Payment' },
  {
    id: t.string().id(),
    tries: t.int().merge('sum'),
    last: t.date().merge((base, ours, theirs) => ours ?? theirs ?? base),
    by: t.oneOf('method', { card: { digits: t.string() }, cash: { till: t.int().optional() } }),
  },
);
type Payment = Infer<typeof Payment>;

export function unions({ by }: Payment, payments: Repository<Payment>): unknown {
  const digits: string = by.method === 'card' ? by.digits : String(by.till);
  // @ts-expect-error only cards have digits
  void by.digits;
  // @ts-expect-error there is no such method
  const wrong: Payment['by'] = { method: 'cheque' };
  const query = payments.query().where((f) => f.by.method.eq('card').and(f.by.digits.eq(digits)));
  // @ts-expect-error no method has it
  return [wrong, query.where((f) => f.by.iban.eq('x'))];
}

// @ts-expect-error sums are of the value's type
export const rule: MergeRule<number> = () => 'x';
// @ts-expect-error there is no such rule
void t.int().merge('mean');
