import { Repository } from '@aeroform/orm';
import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AerospikeModule, getRepositoryToken } from '../../src/index';
import { Cat } from '../support/cat';
import { useEmbeddedServer } from '../support/embedded';

const embedded = useEmbeddedServer();

class Cats extends Repository<Cat> {
  async nameOf(id: string): Promise<string | undefined> {
    return (await this.findById(id))?.name;
  }
}

@Injectable()
class CatService {
  constructor(readonly cats: Cats) {}
}

test('a repository class of its own is injected by its class, and stays so when scoped', async () => {
  const application = await Test.createTestingModule({
    imports: [
      AerospikeModule.forRoot(embedded.options()),
      AerospikeModule.forFeature([{ entity: Cat, repository: Cats }]),
    ],
    providers: [CatService],
  }).compile();
  try {
    const { cats } = application.get(CatService);
    expect(cats).toBeInstanceOf(Cats);
    await application
      .get<Repository<Cat>>(getRepositoryToken(Cat))
      .insert({ id: 'c1', name: 'Tom' });
    expect(await cats.nameOf('c1')).toBe('Tom');
    expect(await cats.scoped({ tenant: 'x' }).nameOf('c1')).toBeUndefined();
  } finally {
    await application.close();
  }
});
