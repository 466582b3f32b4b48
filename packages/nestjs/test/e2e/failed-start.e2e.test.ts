import { createServer } from 'node:net';
import { once } from 'node:events';
import { EmbeddedServer } from '@aeroform/embedded';
import { Bin, DataSource, Entity, Id, Repository } from '@aeroform/orm';
import { type DynamicModule, Logger } from '@nestjs/common';
import { LazyModuleLoader } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { AerospikeModule, type AerospikeModuleOptions } from '../../src/index';
import { Cat } from '../support/cat';

@Entity({ set: 'nest-dogs' })
class Dog {
  @Id() id!: string;
  @Bin() name!: string;
}

class BrokenCats extends Repository<Cat> {
  readonly broken = ((): never => {
    throw new Error('broken repository');
  })();
}

/** An address that nobody listens on. */
async function nobody(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return `127.0.0.1:${port}`;
}

describe('a start that fails leaves no connection open', () => {
  let server: EmbeddedServer;
  let options: AerospikeModuleOptions;
  let logged: jest.SpyInstance;

  beforeAll(async () => {
    server = await EmbeddedServer.start();
    options = { hosts: `127.0.0.1:${server.port}`, namespace: 'test', retryAttempts: 1 };
    logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => server.reset());
  afterAll(async () => {
    logged.mockRestore();
    await server.stop();
  });

  async function start(...imports: DynamicModule[]): Promise<unknown> {
    return Test.createTestingModule({ imports }).compile();
  }

  async function expectNoConnection(): Promise<void> {
    for (let round = 0; round < 100 && server.inspect().connections > 0; round++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(server.inspect().connections).toBe(0);
  }

  it('when forFeature names an entity that is not listed: it does not even connect', async () => {
    const root = AerospikeModule.forRoot({ ...options, entities: [Dog] });
    await expect(start(root, AerospikeModule.forFeature([Cat]))).rejects.toThrow('Cat');
    expect(server.inspect()).toMatchObject({ connections: 0, commands: 0 });
  });

  it('when a data source that was made for it does not know such an entity', async () => {
    let made: DataSource | undefined;
    const root = AerospikeModule.forRootAsync({
      useFactory: () => ({ ...options, entities: [Dog] }),
      dataSourceFactory: async (given) => (made = await new DataSource(given).initialize()),
    });
    await expect(start(root, AerospikeModule.forFeature([Cat]))).rejects.toThrow('Cat');
    expect(made?.isInitialized).toBe(false);
    await expectNoConnection();
  });

  it('when a second data source cannot connect', async () => {
    const second = { ...options, hosts: await nobody() };
    const roots = [AerospikeModule.forRoot(options), AerospikeModule.forRoot(second, 'second')];
    await expect(start(...roots)).rejects.toThrow(second.hosts);
    await expectNoConnection();
    await expect(start(...roots.toReversed())).rejects.toThrow(second.hosts);
    await expectNoConnection();
  });

  it('when the options of a second one fail, while the first still tries', async () => {
    const first = { ...options, hosts: await nobody(), retryAttempts: 1000, retryDelay: 20 };
    const second = AerospikeModule.forRootAsync({
      name: 'second',
      useFactory: async () => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw new Error('no options');
      },
    });
    await expect(start(AerospikeModule.forRoot(first), second)).rejects.toThrow('no options');
    const tries = logged.mock.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(logged.mock.calls.length).toBeLessThanOrEqual(tries + 1);
  });

  it('when the constructor of a repository fails', async () => {
    const root = AerospikeModule.forRoot({ ...options, entities: [Cat] });
    const feature = AerospikeModule.forFeature([{ entity: Cat, repository: BrokenCats }]);
    await expect(start(root, feature)).rejects.toThrow('broken repository');
    await expectNoConnection();
  });

  it('but one that succeeded is not closed by a module that is loaded later, and fails', async () => {
    const imports = [AerospikeModule.forRoot({ ...options, entities: [Cat] })];
    const module = await Test.createTestingModule({ imports }).compile();
    await module.init();
    const dataSource = module.get(DataSource, { strict: false });
    const late = AerospikeModule.forFeature([{ entity: Cat, repository: BrokenCats }]);
    const loading = module.get(LazyModuleLoader, { strict: false }).load(() => late);
    await expect(loading).rejects.toThrow('broken repository');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(dataSource.isInitialized).toBe(true);
    await module.close();
    await expectNoConnection();
  });
});
