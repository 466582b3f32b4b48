import {
  Bin,
  ChildEntity,
  DeletedAt,
  Embeddable,
  Embedded,
  Entity,
  Id,
  ListBin,
  MapBin,
  type Ref,
  Reference,
  t,
} from '../../src/index.js';

/** Refers to a class that is declared further below, and back. */
@Entity({ set: 'rref_customer' })
export class Customer {
  @Id() id!: string;
  @Bin({ type: 'string' }) name!: string;
  @Reference(() => Company) company?: Ref<Company>;
  @Reference(() => Customer) friend?: Ref<Customer>;
}

@Entity({ set: 'rref_company' })
export class Company {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'string' }) name!: string;
  @Reference(() => Customer, { name: 'boss' }) owner?: Ref<Customer>;
}

@Entity({ set: 'rref_product' })
export class Product {
  @Id({ type: 'bytes' }) id!: Buffer;
  @Bin({ type: 'string' }) name!: string;
  @DeletedAt() deletedAt?: Date | null;
}

@Embeddable()
export class Line {
  @Reference(() => Product) product!: Ref<Product>;
  @Bin({ type: 'int' }) qty!: number;
}

@Entity({ set: 'rref_order' })
export class Order {
  @Id() id!: string;
  @Bin({ type: 'int' }) total?: number;
  @Reference(() => Customer) customer?: Ref<Customer> | null;
  @Reference(() => Customer, { many: true, name: 'watch' }) watchers?: Ref<Customer>[];
  @ListBin(() => Line) lines?: Line[];
  @Embedded(() => Line) gift?: Line;
  @MapBin(() => t.reference(() => Product), { name: 'slots' }) slots?: Map<string, Ref<Product>>;
  @Reference(() => Customer, { by: 'digest', name: 'payer' }) payer?: Ref<Customer>;
}

/** Ids of 64 bits. */
@Entity({ set: 'rref_event' })
export class Event {
  @Id({ type: 'bigint' }) id!: bigint;
  @Bin({ type: 'string' }) what!: string;
}

/** A chain that is loaded with its first link. */
@Entity({ set: 'rref_link' })
export class Link {
  @Id({ type: 'int' }) id!: number;
  @Bin({ type: 'string' }) text!: string;
  @Reference(() => Link, { eager: true }) next?: Ref<Link>;
  @Reference(() => Event) event?: Ref<Event>;
}

@Entity({ set: 'rref_shape', abstract: true, discriminator: { bin: 'kind' } })
export abstract class Shape {
  @Id() id!: string;
}

@ChildEntity('circle')
export class Circle extends Shape {
  @Bin({ type: 'int' }) radius!: number;
  @Reference(() => Shape) inside?: Ref<Shape>;
}

@ChildEntity('square')
export class Square extends Shape {
  @Bin({ type: 'int' }) side!: number;
  @Reference(() => Circle) around?: Ref<Circle>;
}

export const entities = [Customer, Company, Product, Order, Event, Link, Shape, Circle, Square];
