import { EmbeddedServer } from '@aeroform/embedded';
import { Bin, DataSource, Entity, Id, Index, Version } from '@aeroform/orm';

@Entity({ set: 'users' })
class User {
  @Id() id!: string;
  @Bin() name!: string;
  @Bin({ type: 'int' }) @Index({ type: 'numeric' }) age!: number;
  @Version() version!: number;
}

export async function main(): Promise<string[]> {
  await using server = await EmbeddedServer.start(); // or a real cluster: hosts: 'db1:3000'
  const { hosts } = server;
  const indexes = { sync: 'create' } as const;
  await using source = new DataSource({ hosts, namespace: 'test', entities: [User], indexes });
  await source.initialize();
  const users = source.getRepository(User);
  await users.save(users.create({ id: 'ada', name: 'Ada', age: 36 }));
  const ada = await users.findByIdOrFail('ada');
  ada.age += 1;
  await users.save(ada); // writes the one changed bin; fails if somebody else wrote in between
  await users.operate('ada', (user) => ({ age: user.age.inc(1) })); // atomic, on the server
  const adults = await users
    .query()
    .where((user) => user.age.gte(18))
    .all(); // uses the index
  return adults.map(({ name, age, version }) => `${name}, ${age}, version ${version}`);
}
