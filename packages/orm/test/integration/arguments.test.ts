import {
  MappingError,
  OptionError,
  OrmError,
  QueryError,
  type RecordOps,
} from '../../src/index.js';
import { eachServer } from './each-server.js';
import { entities, freshId, freshNumber, Note, Order } from './order.js';

async function failure(call: () => Promise<unknown>): Promise<OrmError> {
  try {
    await call();
  } catch (error) {
    expect(error).toBeInstanceOf(OrmError);
    return error as OrmError;
  }
  throw new Error('the call was accepted');
}

eachServer({ entities }, (running) => {
  const orders = () => running().dataSource.getRepository(Order);
  const notes = () => running().dataSource.getRepository(Note);
  // Any: these tests pass what the types forbid.
  // oxlint-disable-next-line typescript/no-explicit-any
  const untyped = (): any => orders();

  test.each<[call: string, make: () => Promise<unknown>, message: RegExp]>([
    [
      'findByIds of a string',
      () => untyped().findByIds('a'),
      /^ids: findByIds\(\) takes an array of ids; got the string "a"$/,
    ],
    [
      'removeByIds of a string',
      () => untyped().removeByIds('x'),
      /^ids: removeByIds\(\) takes an array of ids; got the string "x"$/,
    ],
    [
      'saveMany of null',
      () => untyped().saveMany(null),
      /^entities: saveMany\(\) takes an array; got null$/,
    ],
    [
      'insertMany of null',
      () => untyped().insertMany(null),
      /^entities: insertMany\(\) takes an array; got null$/,
    ],
    [
      'find of null',
      () => untyped().find(null),
      /^options: find\(\) takes an object, e\.g\. \{ where: .*; got null$/,
    ],
    [
      'findOne of nothing',
      () => untyped().findOne(),
      /^options: findOne\(\) takes an object, e\.g\. \{ where: .*; got undefined$/,
    ],
    [
      'find without conditions',
      () => untyped().find({}),
      /^where: find\(\) takes conditions by property.*; got undefined$/,
    ],
    [
      'one version of many entities',
      () => untyped().saveMany([], { ifVersion: 3 }),
      /^ifVersion: saveMany\(\) takes 'any', which looks at no version/,
    ],
    [
      'one version of many ids',
      () =>
        untyped().operateMany(['a'], (r: RecordOps<Order>) => ({ n: r.status.get() }), {
          ifVersion: 3,
        }),
      /^ifVersion: operateMany\(\) takes 'any'/,
    ],
    [
      'one version of many removals',
      () => untyped().removeMany([], { ifVersion: 3 }),
      /^ifVersion: removeMany\(\) takes 'any'/,
    ],
    [
      'options that are null',
      () => untyped().findById('a', null),
      /^options: findById\(\) takes an object with policy, behavior, signal, select.*; got null$/,
    ],
    [
      'operate without a function',
      () => untyped().operate('a'),
      /^build: operate\(\) takes a function, e\.g\. .*; got undefined$/,
    ],
    [
      'mutate without a function',
      () => untyped().mutate('a'),
      /^change: mutate\(\) takes a function; got undefined$/,
    ],
    [
      'a condition that is no function',
      () => untyped().update('a', { total: 1 }, { when: true }),
      /^when: takes a function, e\.g\. .*; got boolean true$/,
    ],
    [
      'update without a patch',
      () => untyped().update('a'),
      /^patch: update\(\) takes an object of properties; got undefined$/,
    ],
    [
      'upsert of null',
      () => untyped().upsert(null),
      /^entity: upsert\(\) takes an entity or its properties; got null$/,
    ],
    [
      'insert of null',
      () => untyped().insert(null),
      /^draft: create\(\) takes an object of properties; got null$/,
    ],
    [
      'remove of an id',
      () => untyped().remove('a'),
      /^entity: remove\(\) takes an entity; use removeById\(\) for an id; got the string "a"$/,
    ],
    [
      'reload of null',
      () => untyped().reload(null),
      /^entity: reload\(\) takes an entity; got null$/,
    ],
  ])('%s is refused with what is expected', async (_, make, message) => {
    const error = await failure(make);
    expect(error).toBeInstanceOf(OptionError);
    expect(error.message).toMatch(message);
    expect(error.entity).toBe('Order');
  });

  test('a selection of nothing is refused as in a query', async () => {
    for (const select of [[], 'total', null]) {
      for (const verb of ['findById', 'findByIdOrFail']) {
        const error = await failure(() => untyped()[verb]('a', { select }));
        expect(error).toBeInstanceOf(QueryError);
        expect(error.message).toMatch(/^select: takes (at least one property|an array)/);
      }
      expect(await failure(() => untyped().findByIds(['a'], { select }))).toBeInstanceOf(
        QueryError,
      );
    }
  });

  test('errors before and after I/O name entity, id and the line of the call', async () => {
    const id = freshId();
    const lines = [{ sku: 'x', qty: 0.5 }];
    const checkedByTheMapper = async (): Promise<void> => {
      await orders().save(orders().create({ id, status: 'new', lines }));
    };
    const refusedByTheServer = async (): Promise<void> => {
      await orders().update(id, { total: 1 });
    };
    const withoutRecord = async (): Promise<void> => {
      await orders().findByIdOrFail(id);
    };
    const inBatch = async (): Promise<void> => {
      await orders().saveMany([orders().create({ id, status: 'new', lines })]);
    };
    const limit = Error.stackTraceLimit;
    // Jest raises it; this is what applications have.
    Error.stackTraceLimit = 10;
    try {
      for (const call of [checkedByTheMapper, refusedByTheServer, withoutRecord, inBatch]) {
        const error = await failure(call);
        expect(error).toMatchObject({ entity: 'Order', id });
        expect(error.stack).toContain(`${call.name} (${__filename}`);
      }
      expect(await failure(checkedByTheMapper)).toBeInstanceOf(MappingError);
    } finally {
      Error.stackTraceLimit = limit;
    }
  });

  test('an error of the application keeps the stack it has', async () => {
    const { id } = await notes().insert({ id: freshNumber(), text: 'x' });
    const own = new Error('mine');
    const { stack } = own;
    const thrower = async (): Promise<void> => {
      await notes().mutate(id, () => {
        throw own;
      });
    };
    await expect(thrower()).rejects.toBe(own);
    expect(own.stack?.startsWith(stack!)).toBe(true);
  });
});
