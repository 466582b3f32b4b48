import { EmbeddedServer } from '@aeroform/embedded';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AppModule } from '../src/app.module';

describe('the product service over HTTP', () => {
  let server: EmbeddedServer;
  let app: INestApplication;

  beforeAll(async () => {
    server = await EmbeddedServer.start({ namespaces: [{ name: 'test' }] });
    const module = await Test.createTestingModule({
      imports: [AppModule.forHosts(`127.0.0.1:${server.port}`)],
    }).compile();
    app = await module.createNestApplication({ logger: false }).init();
  });

  afterAll(async () => {
    await app.close();
    await server.stop();
  });

  const http = (): ReturnType<typeof request> => request(app.getHttpServer());
  const create = async (body: object): Promise<{ id: string; version: number }> => {
    const { body: created } = await http().post('/products').send(body).expect(201);
    return created as { id: string; version: number };
  };
  const lamp = { name: 'Lamp', category: 'light', price: 1999, stock: 5, tags: ['new'] };

  it('creates a product and finds it again', async () => {
    const { id } = await create(lamp);
    const { body } = await http().get(`/products/${id}`).expect(200);
    expect(body).toMatchObject({ ...lamp, id, version: 1 });
    expect(Date.parse(body.createdAt)).not.toBeNaN();
  });

  it('answers 404 for a product that is not there', async () => {
    await http().get('/products/nobody').expect(404);
    await http().delete('/products/nobody').expect(404);
  });

  it('answers 400 for a body that does not fit', async () => {
    const { body } = await http()
      .post('/products')
      .send({ ...lamp, price: 1.5 })
      .expect(400);
    expect(JSON.stringify(body)).toContain('price');
  });

  it('finds what is affordable, cheapest first', async () => {
    for (const price of [300, 100, 200, 900]) {
      await create({ ...lamp, category: 'cup', price, name: `cup ${price}` });
    }
    const { body } = await http().get('/products?category=cup&maxPrice=300').expect(200);
    expect(body.map(({ price }: { price: number }) => price)).toEqual([100, 200, 300]);
  });

  it('lets only one of two writers who saw the same version win', async () => {
    const { id, version } = await create(lamp);
    const put = (price: number): request.Test =>
      http().put(`/products/${id}/price`).send({ price, version });
    await put(1500).expect(200);
    const { body } = await put(1600).expect(409);
    expect(body).toMatchObject({ statusCode: 409 });
    const { body: stored } = await http().get(`/products/${id}`);
    expect(stored).toMatchObject({ price: 1500, version: 2 });
  });

  it('never sells more than is there, however many buy at once', async () => {
    const { id } = await create(lamp);
    const sales = await Promise.all(
      Array.from({ length: 8 }, () => http().post(`/products/${id}/sales`).send({ quantity: 1 })),
    );
    const count = (wanted: number): number =>
      sales.filter(({ status }) => status === wanted).length;
    expect({ sold: count(201), refused: count(412) }).toEqual({ sold: 5, refused: 3 });
    const { body } = await http().get(`/products/${id}`);
    expect(body.stock).toBe(0);
  });

  it('tells its health', async () => {
    const { body } = await http().get('/health').expect(200);
    expect(body).toMatchObject({ aerospike: { status: 'up', nodes: 1 } });
  });
});
