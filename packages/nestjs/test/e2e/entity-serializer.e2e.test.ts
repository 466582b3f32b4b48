import { Bin, Entity, Id, MapBin, type Page, Repository, SetBin } from '@aeroform/orm';
import {
  Controller,
  Get,
  type INestApplication,
  type MessageEvent,
  Module,
  Param,
  SerializeOptions,
  Sse,
  StreamableFile,
} from '@nestjs/common';
import { APP_INTERCEPTOR, Reflector } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Expose } from 'class-transformer';
import { of, type Observable } from 'rxjs';
import request from 'supertest';
import { AerospikeModule, EntitySerializerInterceptor, InjectRepository } from '../../src/index';
import { useEmbeddedServer } from '../support/embedded';

const embedded = useEmbeddedServer();

@Entity({ set: 'nest-parcels' })
class Parcel {
  @Id() id!: string;
  @Bin({ type: 'bigint' }) weight!: bigint;
  @SetBin(() => 'string') tags!: Set<string>;
  @MapBin(() => 'int', { key: 'string' }) counts!: Map<string, number>;
  @Bin({ type: 'bytes' }) seal!: Uint8Array;
  @Bin() @Expose({ groups: ['admin'] }) note!: string;
}

const PLAIN = {
  id: 'a',
  weight: '9007199254740993',
  tags: ['red', 'small'],
  counts: { one: 1 },
  seal: 'AQI=',
};

class Dto {
  readonly kept = new Date(0);
}

@Controller()
class ParcelsController {
  constructor(@InjectRepository(Parcel) private readonly parcels: Repository<Parcel>) {}

  @Get('one/:id')
  one(@Param('id') id: string): Promise<Parcel | null> {
    return this.parcels.findById(id);
  }

  @Get('all')
  all(): Promise<Parcel[]> {
    return this.parcels.query().allowScan('a few').all();
  }

  @Get('page')
  page(): Promise<Page<Parcel>> {
    return this.parcels.query().allowScan('a few').page({ size: 10 });
  }

  @Get('nested')
  async nested(): Promise<object> {
    const parcel = await this.parcels.findById('a');
    return { found: { list: [parcel, null] }, at: new Date(0), dto: new Dto(), text: 'x' };
  }

  @Get('admin')
  @SerializeOptions({ groups: ['admin'] })
  admin(): Promise<Parcel | null> {
    return this.parcels.findById('a');
  }

  @Get('unknown')
  @SerializeOptions({ excludePrefixes: ['_'] })
  unknown(): Promise<Parcel | null> {
    return this.parcels.findById('a');
  }

  @Get('file')
  file(): StreamableFile {
    return new StreamableFile(Buffer.from('bytes'));
  }

  @Sse('events')
  events(): Observable<MessageEvent> {
    const parcel = Object.assign(new Parcel(), { id: 'b', weight: 1n });
    return of({ data: parcel });
  }
}

const INTERCEPTOR = { provide: APP_INTERCEPTOR, useClass: EntitySerializerInterceptor };

async function start(providers: object[]): Promise<INestApplication> {
  @Module({
    imports: [AerospikeModule.forRoot(embedded.options()), AerospikeModule.forFeature([Parcel])],
    controllers: [ParcelsController],
    providers: providers as never,
  })
  class AppModule {}
  const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
  return module.createNestApplication({ logger: false });
}

describe('the serializer of entities', () => {
  let app: INestApplication;

  beforeAll(async () => {
    app = await start([INTERCEPTOR]);
    await app.init();
    const parcels = app.get(ParcelsController)['parcels'];
    await parcels.insert({
      id: 'a',
      weight: 9_007_199_254_740_993n,
      tags: new Set(['red', 'small']),
      counts: new Map([['one', 1]]),
      seal: Buffer.from([1, 2]),
      note: 'secret',
    });
  });

  afterAll(() => app.close());

  const get = async (path: string): Promise<request.Response> =>
    request(app.getHttpServer()).get(path);

  it('answers an entity as toPlain makes it', async () => {
    expect((await get('/one/a')).body).toEqual(PLAIN);
    expect((await get('/one/nobody')).body).toEqual({});
  });

  it('finds entities in arrays, pages and plain objects, and leaves the rest', async () => {
    expect((await get('/all')).body).toEqual([PLAIN]);
    expect((await get('/page')).body).toEqual({ items: [PLAIN], cursor: null, done: true });
    const at = new Date(0).toISOString();
    expect((await get('/nested')).body).toEqual({
      found: { list: [PLAIN, null] },
      at,
      dto: { kept: at },
      text: 'x',
    });
    expect((await get('/file')).body.toString()).toBe('bytes');
  });

  it('serialises every event of a stream', async () => {
    expect((await get('/events')).text).toContain('data: {"id":"b","weight":"1"}');
  });

  it('takes the groups of @SerializeOptions, and refuses options that toPlain lacks', async () => {
    expect((await get('/admin')).body).toEqual({ ...PLAIN, note: 'secret' });
    expect((await get('/unknown')).status).toBe(500);
  });

  it('takes options of its own, which @SerializeOptions overrides', async () => {
    const other = await start([]);
    const options = { groups: ['admin'], exclude: ['seal', 'counts', 'tags'] };
    other.useGlobalInterceptors(new EntitySerializerInterceptor(other.get(Reflector), options));
    await other.init();
    const { body } = await request(other.getHttpServer()).get('/one/a');
    expect(body).toEqual({ id: 'a', weight: PLAIN.weight, note: 'secret' });
    await other.close();
  });
});
