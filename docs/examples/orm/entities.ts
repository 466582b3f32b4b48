import type { Host } from '@aeroform/core';
import {
  Bin,
  ChildEntity,
  defineEntity,
  Embeddable,
  Embedded,
  Entity,
  fromZod,
  Id,
  type Infer,
  ListBin,
  Ordinal,
  Since,
  t,
  Ttl,
  unknownBins,
  UnwrittenProps,
  Version,
} from '@aeroform/orm';
import { z } from 'zod';
import { openShop } from './shop/open-shop.js';
import { Address } from './shop/customer.js';

// #region define
const Coupon = defineEntity(
  { name: 'Coupon', set: 'coupons' },
  {
    id: t.string().id(),
    version: t.version(),
    percent: t.int().index(),
    validUntil: t.date().optional().bin('until'),
    usedBy: t.set(t.string()).default(() => new Set()),
  },
);
type Coupon = Infer<typeof Coupon>;
// #endregion

// #region zod
const Supplier = fromZod(
  z.object({
    id: z.string(),
    name: z.string().min(1),
    contact: z.object({ mail: z.email(), phone: z.string().optional() }),
    delivers: z.array(z.string()).default([]),
  }),
  { name: 'Supplier', set: 'suppliers', id: 'id', bins: { name: { index: true } } },
);
// #endregion

// #region foreign
class Country {
  // of another package, say
  constructor(
    readonly code: string,
    public currency: string,
  ) {}
}

defineEntity({ class: Country, set: 'countries' }, { code: t.string().id(), currency: t.string() });
// #endregion

// #region unwritten
@Entity({ set: 'tickets' })
class Ticket {
  declare readonly [UnwrittenProps]?: 'version' | 'secondsLeft'; // tells the type checker
  @Id() id!: string;
  @Version() version?: number;
  @Ttl() secondsLeft?: number;
  @Bin({ type: 'int' }) cents!: number;
  @Bin({ type: 'string' }) readonly event!: string; // given to create() and insert() only
  get price(): string {
    return `${this.cents / 100} kr`;
  }
}
// #endregion

// #region inheritance
@Entity({ set: 'payments', discriminator: { bin: 'kind' }, abstract: true })
abstract class Payment {
  @Id({ strategy: 'ulid' }) id!: string;
  @Bin({ type: 'int' }) cents!: number;
}

@ChildEntity('card')
class CardPayment extends Payment {
  @Bin({ type: 'string' }) last4!: string;
}

@ChildEntity('cash')
class CashPayment extends Payment {
  @Bin({ type: 'string' }) till!: string;
}
// #endregion

// #region layouts
@Embeddable({ as: 'list', schemaVersion: 2 })
class Size {
  @Ordinal(0) @Bin({ type: 'int' }) width!: number;
  @Ordinal(1) @Bin({ type: 'int' }) height!: number;
  @Since(2) @Bin({ type: 'int', default: 0 }) depth!: number; // lists of layout 1 have none
}

@Entity({ set: 'boxes', naming: 'snake', unknownBins: 'keep' })
class Box {
  @Id() id!: string;
  @Embedded(() => Size) outerSize!: Size; // outer_size: [width, height, depth, '@V2']
  @Embedded(() => Address, { as: 'bins', prefix: 'to_' }) address!: Address; // to_street, to_city
  @ListBin(() => Size) partSizes?: Size[];
}
// #endregion

// #region variants
@Embeddable({ discriminator: { key: 'kind' } })
abstract class Note {
  @Bin({ type: 'string' }) text!: string;
}

@Embeddable({ discriminator: { value: 'card' } })
class CardNote extends Note {
  @Bin({ type: 'string' }) motif!: string;
}

@Embeddable({ discriminator: { value: 'gift' } })
class GiftNote extends Note {
  @Bin({ type: 'int' }) papers!: number;
}

@Entity({ set: 'gifts' })
class Gift {
  @Id() id!: string;
  @Embedded(() => Note) note!: CardNote | GiftNote; // { kind: 'card', text: …, motif: … }
  @ListBin(() => Note) more?: Note[];
}
// #endregion

export async function main(hosts: readonly Host[]): Promise<unknown> {
  const entities = [
    Coupon,
    Supplier,
    Ticket,
    Country,
    Payment,
    CardPayment,
    CashPayment,
    Box,
    Gift,
  ];
  await using source = await openShop(hosts, { entities });

  // #region use-define
  const coupons = source.getRepository(Coupon);
  const spring: Coupon = coupons.create({ id: 'SPRING', percent: 10 });
  await coupons.save(spring);
  const big = await coupons.find({ where: { percent: 10 } });
  // #endregion

  // #region use-zod
  const suppliers = source.getRepository(Supplier);
  await suppliers.insert({ id: 's1', name: 'Clay & Co', contact: { mail: 'clay@example.com' } });
  const clay = await suppliers.findByIdOrFail('s1'); // typed as the schema says
  // #endregion

  const tickets = source.getRepository(Ticket);
  await tickets.insert({ id: 't1', cents: 990, event: 'Fair' });
  await tickets.update('t1', { cents: 890 });
  const { price } = await tickets.findByIdOrFail('t1');

  await source.getRepository(Country).insert(new Country('NO', 'NOK'));
  const country = await source.getRepository(Country).findById('NO' as never);

  // #region use-inheritance
  const card = source.getRepository(CardPayment).create({ cents: 990, last4: '4242' });
  await source.getRepository(CardPayment).save(card);
  const payment = await source.getRepository(Payment).findByIdOrFail(card.id);
  const isCard = payment instanceof CardPayment; // true: the bin `kind` holds 'card'
  // #endregion

  // #region use-variants
  const gifts = source.getRepository(Gift);
  const note = Object.assign(new CardNote(), { text: 'Cheers', motif: 'cake' });
  await gifts.insert({ id: 'g1', note });
  const gift = await gifts.findByIdOrFail('g1');
  const isCardNote = gift.note instanceof CardNote; // true
  const cakes = gifts.query().where((f) => f.note.motif.eq('cake')); // only cards have a motif
  await gifts.operate('g1', (r) => ({ text: r.note.text.set('Congratulations') }));
  // #endregion
  const found = await cakes.allowScan('an example').count();

  const boxes = source.getRepository(Box);
  const size = { width: 1, height: 2, depth: 3 };
  await boxes.insert({
    id: 'b1',
    outerSize: size,
    address: { street: 'Storgata 1', city: 'Oslo' },
  });
  // #region unknown
  await source.client.put(['test', 'boxes', 'b1'], { color: 'red' }); // a bin Box does not map
  const box = await boxes.findByIdOrFail('b1');
  const others = unknownBins(box); // { color: 'red' }; kept by save and by replace
  // #endregion
  const { bins } = await source.client.get(['test', 'boxes', 'b1']);
  return [big.length, clay.contact.mail, price, country, isCard, isCardNote, found, others, bins];
}

export const expected = [
  1,
  'clay@example.com',
  '8.9 kr',
  new Country('NO', 'NOK'),
  true,
  true,
  1,
  { color: 'red' },
  { outer_size: [1, 2, 3, '@V2'], to_street: 'Storgata 1', to_city: 'Oslo', color: 'red' },
];
