import {
  Bin,
  type BinNameTooLong,
  Computed,
  type DataSource,
  defineEntity,
  type Draft,
  Embedded,
  Entity,
  ExpiresAt,
  Id,
  type IdOf,
  type Infer,
  ListBin,
  Reference,
  type Ref,
  type Root,
  t,
} from '@aeroform/orm';

type Same<A, B> =
  (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
const proven = <_T extends true>(): void => undefined;

class Line {
  @Id() sku!: string;
  @Bin() quantity!: number;
}

class User extends defineEntity(
  { name: 'User', set: 'users', ttl: 60, hooks: { beforeSave: 'check' } },
  {
    id: t.string().id({ strategy: 'uuidv7' }),
    name: t.string().bin('nm'),
    age: t.int().optional().index(),
    score: t.double().default(0),
    colour: t.enum(['red', 'blue']),
    tags: t.list(t.string(), { unique: true }),
    home: t.embedded({ city: t.string(), zip: t.string().optional() }),
    lines: t.list(
      t.embedded(() => Line),
      { as: 'map' },
    ),
    counters: t.map(t.int()),
    byNumber: t.map(t.list(t.bool()), { key: 'int' }),
    labels: t.record(t.date()),
    seen: t.set(t.bigint()),
    length: t.int().convert({ toAerospike: (v: string) => v.length, fromAerospike: String }),
    boss: t.reference(() => Boss).optional(),
    version: t.version(),
    aVeryLongPropertyName: t.string().bin('short'),
  },
) {
  greeting(): string {
    return this.name;
  }
  check(): void {}
}

const Boss = defineEntity({ name: 'Boss' }, { email: t.string().id(), level: t.int() });

type UserFields = Pick<
  Infer<typeof User>,
  'id' | 'age' | 'colour' | 'home' | 'counters' | 'byNumber' | 'length' | 'version'
>;
proven<Same<Infer<typeof User>, User>>();
proven<Same<UserFields['age'], number | undefined>>();
proven<Same<UserFields['colour'], 'red' | 'blue'>>();
proven<Same<UserFields['counters'], Map<string, number>>>();
proven<Same<UserFields['byNumber'], Map<number, boolean[]>>>();
proven<Same<UserFields['length'], string>>();
proven<Same<UserFields['home']['city'], string>>();
proven<Same<IdOf<User>, string>>();
proven<Same<IdOf<Infer<typeof Boss>>, string>>();

export async function use(dataSource: DataSource): Promise<void> {
  const users = dataSource.getRepository(User);
  const user = await users.findByIdOrFail('x');
  const greeting: string = user.greeting();
  const quantity: number | undefined = user.lines[0]?.quantity;
  await users.query().where((f) => f.tags.includes('a').and(f.home.city.eq('Oslo'), f.age.gt(3)));
  await users.update('x', { age: null, score: 2.5 });
  const boss: number | undefined = user.boss?.get().level;
  await dataSource.getRepository(Boss).findById('a@b.c');
  // @ts-expect-error there is no such property
  void user.nope;
  // @ts-expect-error a colour is red or blue
  await users.update('x', { colour: 'green' });
  // @ts-expect-error methods are not stored
  await users.update('x', { greeting: null });
  // @ts-expect-error an id is a string
  await users.findById(5);
  // @ts-expect-error the id of a boss is a string
  await dataSource.getRepository(Boss).findById(5);
  void [greeting, quantity, boss];
}

class Foreign {
  readonly key: string = '';
  amount = 0;
  note?: string;
  double(): number {
    return this.amount * 2;
  }
}
const Known = defineEntity(
  { class: Foreign, set: 'foreign' },
  { key: t.string().id(), amount: t.double(), note: t.string().optional() },
);
proven<Same<Infer<typeof Known>, Foreign>>();
proven<Same<keyof Draft<Foreign>, 'key' | 'amount' | 'note'>>();

export function refused(name: string): void {
  // @ts-expect-error the class has no such property
  defineEntity({ class: Foreign }, { key: t.string().id(), nope: t.string() });
  // @ts-expect-error the property is a number
  defineEntity({ class: Foreign }, { key: t.string().id(), amount: t.string() });
  // @ts-expect-error there is no such option
  defineEntity({ name: 'A', sett: 'a' }, { id: t.string().id() });
  // @ts-expect-error an id is a string, int, bigint or bytes
  t.bool().id();
  // @ts-expect-error elements are not optional
  t.list(t.string().optional());
  // @ts-expect-error elements have no bins
  t.list(t.string().bin('x'));
  // @ts-expect-error a version is no element
  t.list(t.version());
  // @ts-expect-error the default is a number
  t.int().default('x');
  // @ts-expect-error a class is given in a function
  t.embedded(Line);

  // Bin names: literals are checked, others are not.
  t.string().bin(name);
  t.string().bin('fifteen_bytes_1');
  // @ts-expect-error 16 characters
  t.string().bin('sixteen_bytes_12');
  // @ts-expect-error the property is the name of the bin
  defineEntity({ name: 'A' }, { id: t.string().id(), aVeryLongPropertyName: t.string() });
  defineEntity(
    { name: 'A', naming: 'short' },
    { id: t.string().id(), aVeryLongName_1: t.string() },
  );
  defineEntity(
    { name: 'A', naming: 'short' },
    { id: t.string().id(), aVeryLongPropertyName: t.int() },
  );
  defineEntity({ name: 'A' }, { anIdIsNoBinAtAllByDefault: t.string().id() });
  const why: BinNameTooLong = 'a bin name has at most 15 bytes';
  void why;
}

const dynamicName: string = String(Math.random());
const TAKEN = ['a', 'b'] as const;

@Entity('right')
export class Right {
  @Id({ storeAsBin: 'id' }) id!: string;
  @Bin(dynamicName) dynamic!: string;
  @Bin('fifteen_bytes_1') fits!: string;
  @Bin(TAKEN[0]) constant!: string;
  @Bin({ name: dynamicName, select: false }) dynamicToo!: string;
  @Bin({ name: 'nm', type: 'int', default: 1 }) short!: number;
  @ListBin(() => Line, { as: 'map', name: 'ln' }) lines!: Line[];
  @ListBin(() => t.list(t.int())) matrix!: number[][];
  @ExpiresAt() end?: Date;
  @Reference(() => Right) parent?: Ref<Right>;
  @Reference(() => Right, { many: true, by: 'digest' }) children!: Ref<Right>[];
  @Computed((f: Root<Right>) => f.short.mul(2)) doubled?: number;
}

export class Wrong {
  // @ts-expect-error a bin name has at most 15 bytes
  @Bin('a-name-that-is-too-long') a!: string;
  // @ts-expect-error a bin name has at most 15 bytes
  @Bin({ name: 'a-name-that-is-too-long' }) b!: string;
  // @ts-expect-error a bin name has at most 15 bytes
  @Id({ storeAsBin: 'a-name-that-is-too-long' }) c!: string;
  // @ts-expect-error a bin name has at most 15 bytes
  @ListBin(() => 'int', { name: 'a-name-that-is-too-long' }) d!: number[];
  // @ts-expect-error a bin name has at most 15 bytes
  @Embedded(() => Line, { name: 'a-name-that-is-too-long' }) e!: Line;
  // @ts-expect-error a date
  @ExpiresAt() f!: number;
  // @ts-expect-error one reference, or many: true
  @Reference(() => Right) g!: Ref<Right>[];
  // @ts-expect-error a reference to a Right
  @Reference(() => Right) h!: Ref<Line>;
  // @ts-expect-error the expression is a number
  @Computed((x: Root<Right>) => x.short.mul(2)) i?: string;
}
