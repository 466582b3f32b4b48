import { type DataSource, fromZod, type IdOf, type Infer } from '@aeroform/orm';
import * as z from 'zod';
import * as mini from 'zod/mini';

type Same<A, B> =
  (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
const proven = <_T extends true>(): void => undefined;

const schema = z.object({
  email: z.email(),
  version: z.int().optional(),
  age: z.int().default(1),
  at: z.codec(z.string(), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString(),
  }),
  role: z.enum(['admin', 'user']),
  home: z.object({ city: z.string() }),
  tags: z.set(z.string()),
});

const Account = fromZod(schema, {
  name: 'Account',
  id: 'email',
  version: 'version',
  bins: { home: { as: 'bins' }, age: { name: 'a', index: true } },
});
type Account = Infer<typeof Account>;

proven<Same<Account['age'], number>>();
proven<Same<Account['at'], Date>>();
proven<Same<Account['role'], 'admin' | 'user'>>();
proven<Same<IdOf<Account>, string>>();

const Gift = fromZod(
  z.object({
    id: z.string(),
    note: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('card'), motif: z.string() }),
      z.object({ kind: z.literal('box'), papers: z.int() }),
    ]),
  }),
  { name: 'Gift', id: 'id' },
);

class Named extends fromZod(mini.object({ id: mini.int(), name: mini.string() }), {
  name: 'Named',
  id: 'id',
}) {
  greeting(): string {
    return this.name;
  }
}

export async function use(dataSource: DataSource): Promise<void> {
  const accounts = dataSource.getRepository(Account);
  const account = await accounts.findByIdOrFail('a@b.c');
  const time: number = account.at.getTime();
  await accounts.query().where((f) => f.home.city.eq('Oslo').and(f.tags.includes('x')));
  const greeting: string = (await dataSource.getRepository(Named).findByIdOrFail(5)).greeting();
  const gifts = dataSource.getRepository(Gift);
  const { note } = await gifts.findByIdOrFail('a');
  const size: number | string = note.kind === 'box' ? note.papers : note.motif;
  await gifts.query().where((f) => f.note.kind.eq('card').and(f.note.motif.eq('cake')));
  const { papers } = await gifts.operate('a', (r) => ({ papers: r.note.papers.inc() }));
  papers satisfies number;
  // @ts-expect-error there is no such kind
  await gifts.insert({ id: 'a', note: { kind: 'bag' } });
  // @ts-expect-error a card has no papers
  await gifts.insert({ id: 'a', note: { kind: 'card', papers: 1 } });
  // @ts-expect-error the id is a text
  await accounts.findById(5);
  // @ts-expect-error a role is admin or user
  await accounts.update('a@b.c', { role: 'guest' });
  // @ts-expect-error there is no such property
  void account.nope;
  void [time, greeting, size];
}

export function refused(): void {
  // @ts-expect-error the id is a property of the schema
  fromZod(schema, { name: 'A', id: 'nope' });
  // @ts-expect-error the version is a property of the schema
  fromZod(schema, { name: 'A', id: 'email', version: 'nope' });
  // @ts-expect-error bins are those of the schema
  fromZod(schema, { name: 'A', id: 'email', bins: { nope: {} } });
  // @ts-expect-error there is no such option
  fromZod(schema, { name: 'A', id: 'email', sett: 'x' });
  // @ts-expect-error an entity is an object
  fromZod(z.string(), { name: 'A', id: 'email' });
}
