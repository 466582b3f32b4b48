import {
  Bin,
  type DataSource,
  type Draft,
  Embeddable,
  Entity,
  Id,
  ListBin,
  type Loaded,
  type LoadedRef,
  MapBin,
  type Ref,
  ref,
  Reference,
  t,
} from '@aeroform/orm';

@Entity()
class Company {
  @Id() id!: number;
  @Bin() name!: string;
  @Reference(() => Customer) owner?: Ref<Customer>;
}

@Entity()
class Customer {
  @Id() id!: string;
  @Bin() name!: string;
  @Reference(() => Company) company!: Ref<Company>;
}

@Entity()
class Product {
  @Id() id!: bigint;
  @Bin() price!: number;
}

@Embeddable()
class Line {
  @Reference(() => Product) product!: Ref<Product>;
  @Bin() qty!: number;
}

@Entity()
class Order {
  @Id() id!: string;
  @Bin() total!: number;
  private readonly secret?: string;
  @Reference(() => Customer) customer!: Ref<Customer>;
  @Reference(() => Customer) payer?: Ref<Customer> | null;
  @Reference(() => Product, { many: true }) related!: Ref<Product>[];
  @ListBin(() => Line) lines!: Line[];
  @MapBin(() => t.reference(() => Product)) slots!: Map<string, Ref<Product>>;
  owner(): string {
    return this.secret ?? '';
  }
}

declare const dataSource: DataSource;
const orders = dataSource.getRepository(Order);
const customers = dataSource.getRepository(Customer);

export async function reading(): Promise<void> {
  const plain = await orders.findByIdOrFail('o');
  const name: string = plain.customer.get().name;
  // @ts-expect-error not populated: it may not be loaded
  plain.customer.$;

  const order = await orders.findByIdOrFail('o', {
    populate: ['customer.company', 'payer', 'lines.product', 'related', 'slots'],
  });
  const customer: Customer | null = order.customer.$;
  const company: string | undefined = order.customer.$?.company.$?.name;
  // @ts-expect-error the owner of the company was not populated
  order.customer.get().company.get().owner?.$;
  const payer: string | undefined = order.payer?.$?.name;
  // @ts-expect-error there may be no payer
  order.payer.$;
  const prices: number[] = order.lines.map((line) => line.product.$?.price ?? line.qty);
  for (const line of order.lines) line.product.$?.price;
  const related: Product | null | undefined = order.related[0]?.$;
  const slot: Product | null | undefined = order.slots.get('a')?.$;
  const whole: Order = order;
  await orders.save(order);
  const loaded: LoadedRef<Product> | undefined = order.related[0];

  const found = await orders.find({ where: { total: 1 }, populate: ['customer'] });
  found[0]?.customer.$;
  const many = await orders.findByIds(['a'], { populate: ['customer'] });
  many[0]?.customer.$;
  const some = await orders.findById('a', { select: ['customer'], populate: ['customer'] });
  some?.customer.$;
  // @ts-expect-error not selected
  some?.total;
  for await (const each of orders.query().populate('customer', 'lines.product')) {
    each.customer.$;
    each.lines[0]?.product.$;
  }
  const [one] = await orders.populate([plain], ['customer']);
  one?.customer.$;
  (await orders.populate(plain, ['customer'])).customer.$;
  const typed: Loaded<Order, 'customer'> = await orders.populate(plain, ['customer']);
  const id: string = order.customer.id;
}

export function refusing(): void {
  // @ts-expect-error no such property
  void orders.findById('o', { populate: ['custmer'] });
  // @ts-expect-error a number is no reference
  void orders.findById('o', { populate: ['total'] });
  // @ts-expect-error no such reference of customers
  void orders.findById('o', { populate: ['customer.firm'] });
  // @ts-expect-error no such reference of lines
  void orders.find({ where: {}, populate: ['lines.item'] });
  // @ts-expect-error no such property
  orders.query().populate('custmer');
  // @ts-expect-error no such property
  void orders.populate([], ['custmer']);
}

export async function drafting(customer: Customer, product: Product): Promise<void> {
  const order: Order = orders.create({ customer: 'c', payer: customer, related: [1n, product] });
  orders.create({ customer: ref(customer), payer: null, slots: new Map([['a', 1n]]) });
  orders.create({ slots: new Map([['a', ref(product)]]) });
  const held: Ref<Customer> = order.customer;
  await orders.insert({ id: 'o', customer, related: [ref(product), 2n] });
  await orders.upsert({ id: 'o', customer: 'c' });
  await orders.update('o', { customer: 'c', payer: null, related: [product] });
  const draft: Draft<Order> = order;
  // @ts-expect-error ids of customers are strings
  orders.create({ customer: 7 });
  // @ts-expect-error another class
  orders.create({ customer: product });
  // @ts-expect-error ids of products are bigints
  orders.create({ related: ['p'] });
  // @ts-expect-error an entity has a reference, not an id
  order.customer = 'c';
  // @ts-expect-error not a property of references
  await orders.update('o', { customer: { name: 'x' } });
}

export function making(order: Order, customer: Customer): void {
  order.customer = ref(customer);
  order.customer = ref(Customer, 'c');
  order.customer = customers.ref('c');
  order.customer = customers.ref(customer);
  order.customer = customers.lazy('c');
  const same: boolean = order.customer.equals('c') || order.customer.equals(customer);
  // @ts-expect-error ids of customers are strings
  ref(Customer, 7);
  // @ts-expect-error ids of customers are strings
  customers.ref(7);
  // @ts-expect-error a reference to another class
  order.customer = ref(Product, 7n);
  const loaded: Customer | null = ref(customer).$;
  // @ts-expect-error a reference by id is not loaded
  ref(Customer, 'c').$;
}
