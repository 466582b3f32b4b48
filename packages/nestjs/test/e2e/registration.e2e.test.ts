import { AerospikeClient } from '@aeroform/core';
import { DataSource, Repository } from '@aeroform/orm';
import { type DynamicModule, Injectable, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  AerospikeModule,
  type AerospikeModuleOptions,
  type AerospikeOptionsFactory,
  DuplicateDataSourceException,
  getClientToken,
  getDataSourceToken,
  getRepositoryToken,
  InjectAerospikeClient,
  InjectDataSource,
  InjectRepository,
  ModuleOptionsException,
} from '../../src/index';
import { Cat } from '../support/cat';
import { useEmbeddedServer } from '../support/embedded';

const embedded = useEmbeddedServer();

@Injectable()
class Cats {
  constructor(
    @InjectRepository(Cat) readonly repository: Repository<Cat>,
    @InjectDataSource() readonly dataSource: DataSource,
    @InjectAerospikeClient() readonly client: AerospikeClient,
  ) {}
}

@Module({ imports: [AerospikeModule.forFeature([Cat])], providers: [Cats], exports: [Cats] })
class CatsModule {}

@Injectable()
class OptionsFactory implements AerospikeOptionsFactory {
  readonly asked: (string | undefined)[] = [];

  createAerospikeOptions(name?: string): AerospikeModuleOptions {
    this.asked.push(name);
    return embedded.options();
  }
}

@Module({ providers: [OptionsFactory], exports: [OptionsFactory] })
class OptionsModule {}

const HOSTS = Symbol('hosts');
const roots: [string, () => DynamicModule][] = [
  ['forRoot', () => AerospikeModule.forRoot(embedded.options())],
  [
    'forRootAsync with a factory',
    () =>
      AerospikeModule.forRootAsync({
        extraProviders: [{ provide: HOSTS, useFactory: () => embedded.options().hosts }],
        useFactory: async (hosts: string) => ({ ...embedded.options(), hosts }),
        inject: [HOSTS],
      }),
  ],
  ['forRootAsync with a class', () => AerospikeModule.forRootAsync({ useClass: OptionsFactory })],
  [
    'forRootAsync with an existing provider',
    () => AerospikeModule.forRootAsync({ imports: [OptionsModule], useExisting: OptionsFactory }),
  ],
  [
    "forRootAsync with a data source of one's own",
    () =>
      AerospikeModule.forRootAsync({
        useFactory: () => embedded.options(),
        dataSourceFactory: async (options) => new DataSource(options).initialize(),
      }),
  ],
];

async function start(...imports: DynamicModule[]): Promise<TestingModule> {
  const module = await Test.createTestingModule({ imports: [...imports, CatsModule] }).compile();
  return module.init();
}

describe.each(roots)('%s', (_name, root) => {
  it('injects repository, data source and client, and closes them at shutdown', async () => {
    const module = await start(root());
    const { repository, dataSource, client } = module.get(Cats);
    await repository.save(repository.create({ id: 'tom', name: 'Tom' }));
    expect(await repository.findById('tom')).toMatchObject({ name: 'Tom' });
    expect(dataSource).toBe(module.get(DataSource, { strict: false }));
    expect(client).toBe(dataSource.client);
    expect(client.isConnected()).toBe(true);
    await repository.removeById('tom');
    await module.close();
    expect(client.isConnected()).toBe(false);
    expect(dataSource.isInitialized).toBe(false);
  });
});

describe('several data sources', () => {
  it('are told apart by name', async () => {
    const module = await Test.createTestingModule({
      imports: [
        AerospikeModule.forRoot(embedded.options()),
        AerospikeModule.forRoot(embedded.options(), 'archive'),
        AerospikeModule.forFeature([Cat]),
        AerospikeModule.forFeature([Cat], 'archive'),
      ],
    }).compile();
    await module.init();
    const main = module.get<Repository<Cat>>(getRepositoryToken(Cat), { strict: false });
    const archive = module.get<Repository<Cat>>(getRepositoryToken(Cat, 'archive'), {
      strict: false,
    });
    expect(archive).not.toBe(main);
    expect(module.get(getDataSourceToken('archive'))).not.toBe(module.get(getDataSourceToken()));
    expect(module.get(getClientToken('archive'))).not.toBe(module.get(getClientToken()));
    await module.close();
  });

  it('of one name are refused before anything is connected', async () => {
    const created = jest.fn();
    const twice = AerospikeModule.forRootAsync({
      useFactory: () => embedded.options(),
      dataSourceFactory: created,
    });
    const starting = start(
      AerospikeModule.forRoot({ ...embedded.options(), hosts: '127.0.0.1:1' }),
      twice,
    );
    await expect(starting).rejects.toBeInstanceOf(DuplicateDataSourceException);
    expect(created).not.toHaveBeenCalled();
  });
});

describe('autoLoadEntities', () => {
  it('takes the entities of this application, not of others in the process', async () => {
    const other = await start(AerospikeModule.forRoot(embedded.options()));
    const imports = [AerospikeModule.forRoot(embedded.options())];
    const module = await Test.createTestingModule({ imports }).compile();
    const dataSource = module.get(DataSource, { strict: false });
    expect(() => dataSource.getRepository(Cat)).toThrow(/Cat is not among the entities/);
    await Promise.all([module.close(), other.close()]);
  });
});

describe('options', () => {
  it('must come from exactly one place', () => {
    expect(() => AerospikeModule.forRootAsync({})).toThrow(ModuleOptionsException);
    expect(() =>
      AerospikeModule.forRootAsync({
        useClass: OptionsFactory,
        useFactory: () => embedded.options(),
      }),
    ).toThrow('exactly one of useFactory, useClass and useExisting, found 2');
  });

  it('may leave connecting to the application', async () => {
    const module = await start(
      AerospikeModule.forRoot({ ...embedded.options(), manualInitialization: true }),
    );
    const dataSource = module.get(DataSource, { strict: false });
    expect(dataSource.isInitialized).toBe(false);
    await dataSource.initialize();
    expect(dataSource.isInitialized).toBe(true);
    await module.close();
  });
});

describe('a repository', () => {
  it('can be replaced in a test', async () => {
    const fake = { findById: jest.fn(async () => ({ id: 'x', name: 'Fake' })) };
    const module = await Test.createTestingModule({
      imports: [AerospikeModule.forRoot(embedded.options()), CatsModule],
    })
      .overrideProvider(getRepositoryToken(Cat))
      .useValue(fake)
      .compile();
    expect(await module.get(Cats, { strict: false }).repository.findById('x')).toEqual({
      id: 'x',
      name: 'Fake',
    });
    await module.close();
  });

  it('has a token of its own for each class, also for two of the same name', () => {
    const Other = { Cat: class Cat {} }.Cat;
    expect(getRepositoryToken(Other)).not.toBe(getRepositoryToken(Cat));
    expect(getRepositoryToken(Cat)).toBe(getRepositoryToken(Cat));
  });
});
