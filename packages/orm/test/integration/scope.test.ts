import { exp } from '@aeroform/core';
import {
  Bin,
  DataSource,
  Entity,
  Id,
  MappingError,
  OptionError,
  Repository,
  Version,
} from '../../src/index.js';
import { callPolicy } from '../../src/context/call-policy.js';
import { eachServer } from './each-server.js';
import { freshId } from './order.js';

@Entity({ set: 'scope_doc' })
class Doc {
  @Id() id!: string;
  @Version() version?: number;
  @Bin({ type: 'string' }) text!: string;
}

const behaviors = {
  hasty: { totalTimeout: 1, socketTimeout: 1, maxRetries: 0 },
  patient: { totalTimeout: 20_000 },
};

eachServer({ entities: [Doc], behaviors, policies: { read: { totalTimeout: 900 } } }, (running) => {
  const docs = () => running().dataSource.getRepository(Doc);
  const doc = () => docs().create({ id: freshId(), text: 'a' });

  test('another set, and a set for each tenant, hold other records', async () => {
    const one = doc();
    await docs().scoped({ set: 'scope_other' }).insert(one);
    expect(await docs().findById(one.id)).toBeNull();
    expect(await docs().scoped({ set: 'scope_other' }).exists(one.id)).toBe(true);
    const [acme, bond] = ['acme', 'bond'].map((tenant) => docs().scoped({ tenant }));
    const two = await acme!.insert(doc());
    expect(await bond!.findById(two.id)).toBeNull();
    expect(await acme!.findById(two.id)).toMatchObject({ text: 'a' });
    const key = ['test', 'scope_doc_acme', two.id] as const;
    expect((await running().dataSource.client.exists(key)).meta).not.toBeNull();
    // A scope within a scope keeps what it does not say itself.
    const narrow = acme!.scoped({ behavior: 'patient' });
    expect(await narrow.exists(two.id)).toBe(true);
    await narrow.truncate();
  });

  test('an entity of one set is not written to another one by mistake', async () => {
    const one = await docs().insert(doc());
    one.text = 'b';
    const elsewhere = docs().scoped({ tenant: 'acme' });
    await expect(elsewhere.save(one)).rejects.toBeInstanceOf(MappingError);
    await expect(elsewhere.remove(one)).rejects.toThrow(/scope_doc/);
    expect(await docs().exists(one.id)).toBe(true);
    await elsewhere.insert(one);
    expect(await elsewhere.findById(one.id)).toMatchObject({ text: 'b' });
  });

  test('a scoped repository is of the same class', () => {
    class Docs extends Repository<Doc> {
      upper(id: string) {
        return this.findById(id).then((found) => found?.text.toUpperCase());
      }
    }
    // Made as a data source makes them.
    let context: unknown;
    class Spy extends Repository<Doc> {
      constructor(given: never) {
        super(given);
        context = given;
      }
    }
    const base = docs();
    Object.setPrototypeOf(base, Spy.prototype);
    const spied = base.scoped({ tenant: 'x' });
    expect(spied).toBeInstanceOf(Spy);
    expect(new Docs(context as never).scoped({ tenant: 'y' })).toBeInstanceOf(Docs);
    Object.setPrototypeOf(base, Repository.prototype);
  });

  test('every verb takes a behaviour, a policy and a signal', async () => {
    const one = await docs().insert(doc(), { behavior: 'patient' });
    const aborted = { signal: AbortSignal.abort(new Error('enough')) };
    const calls: Record<string, (options: object) => Promise<unknown>> = {
      findById: (o) => docs().findById(one.id, o),
      findByIdOrFail: (o) => docs().findByIdOrFail(one.id, o),
      findByIds: (o) => docs().findByIds([one.id], o),
      exists: (o) => docs().exists(one.id, o),
      existsMany: (o) => docs().existsMany([one.id], o),
      save: (o) => docs().save(Object.assign(one, { text: `${Math.random()}` }), o),
      insert: (o) => docs().insert(doc(), o),
      update: (o) => docs().update(one.id, { text: 'c' }, { ...o, ifVersion: 'any' }),
      upsert: (o) => docs().upsert({ id: one.id, text: 'd' }, o),
      replace: (o) => docs().replace(one, { ...o, ifVersion: 'any' }),
      operate: (o) => docs().operate(one.id, (r) => ({ text: r.text.append('x') }), o),
      mutate: (o) => docs().mutate(one.id, (e) => void (e.text = `${Math.random()}`), o),
      touch: (o) => docs().touch(one.id, 'default', o),
      reload: (o) => docs().reload(one, o),
      removeById: (o) => docs().removeById(freshId(), o),
      find: (o) => docs().find({ where: { id: one.id }, ...o }),
      findOne: (o) => docs().findOne({ where: { id: one.id }, ...o }),
      count: (o) => docs().count({ id: one.id }, o),
    };
    for (const [verb, call] of Object.entries(calls)) {
      await call({ behavior: 'patient', policy: { totalTimeout: 15_000 } });
      const failure = await call(aborted).then(
        () => null,
        (error: { code?: string; outcome?: unknown }) => error,
      );
      expect([verb, failure === null]).toEqual([verb, false]);
      const unknown = call({ behavior: 'lazy' });
      await expect(unknown).rejects.toThrow(/behaviors \(there are hasty, patient\)/);
    }
    const many = await docs().saveMany([doc()], aborted);
    expect(many.failed).toHaveLength(1);
  });

  test('the policy of a find or a count is that of the query', async () => {
    const { id } = await docs().insert(doc());
    const policy = { filterExpression: exp.eq(exp.intVal(1), exp.intVal(2)) };
    expect(await docs().find({ where: { id }, policy })).toEqual([]);
    expect(await docs().findOne({ where: { id }, policy })).toBeNull();
    expect(await docs().count({ id }, { policy })).toBe(0);
    expect(await docs().count({ id })).toBe(1);
  });

  test('a forgotten tenant or set is refused, rather than meaning that of everybody', () => {
    const request: { tenant?: string } = {};
    for (const scope of [{ tenant: request.tenant }, { set: undefined }]) {
      const [option = ''] = Object.keys(scope);
      const make = () => docs().scoped(scope as object);
      expect(make).toThrow(OptionError);
      expect(make).toThrow(new RegExp(`^${option}: is undefined; leave it out`));
    }
    expect(docs().scoped({}).metadata).toBe(docs().metadata);
  });

  test('queries and truncations take them, too', async () => {
    const scoped = docs().scoped({ set: 'scope_gone' });
    const one = await scoped.insert(doc());
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(scoped.truncate(undefined, { signal: aborted })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    await expect(scoped.truncate(undefined, { behavior: 'x' } as object)).rejects.toThrow(
      /^behavior: truncate\(\) has no such option; it takes policy, signal/,
    );
    const query = scoped.query().allowScan('test');
    expect(await query.behavior('patient').ids()).toEqual([one.id]);
    await expect(query.behavior('lazy').ids()).rejects.toThrow(/there are hasty, patient/);
    await scoped.truncate();
    expect(await query.policy({ totalTimeout: 9000 }).count()).toBe(0);
  });

  test('policies lie over each other, and signals all abort', () => {
    const controllers = [new AbortController(), new AbortController(), new AbortController()];
    const [a, b, c] = controllers.map(({ signal }) => signal);
    const context = {
      policies: { read: { totalTimeout: 1, maxRetries: 1, socketTimeout: 1 } },
      behaviors: new Map([['named', { read: { maxRetries: 2, socketTimeout: 2 } }]]),
      transaction: null,
    };
    expect(callPolicy(context, 'read', {})).toBe(context.policies.read);
    expect(callPolicy(context, 'write', {})).toBeUndefined();
    const merged = callPolicy(context, 'read', {
      behavior: 'named',
      policy: { socketTimeout: 3, signal: a! },
      signal: b!,
    });
    expect(merged).toMatchObject({ totalTimeout: 1, maxRetries: 2, socketTimeout: 3 });
    expect(merged!.signal!.aborted).toBe(false);
    controllers[1]!.abort(new Error('second'));
    expect(merged!.signal!.reason).toMatchObject({ message: 'second' });
    const other = callPolicy(context, 'read', { policy: { signal: a! }, signal: c! });
    controllers[0]!.abort(new Error('first'));
    expect(other!.signal!.reason).toMatchObject({ message: 'first' });
  });

  test('scopes that make no sense are refused', () => {
    const wrong: [object, RegExp][] = [
      [{ sett: 'x' }, /^sett: scoped\(\) takes set, tenant/],
      [{ set: '' }, /^set: the name of a set has 1 to 63 bytes/],
      [{ set: 'x'.repeat(64) }, /^set: /],
      [{ tenant: '' }, /^tenant: /],
      [{ tenant: 'x'.repeat(60) }, /^tenantSet: /],
      [{ behavior: 'lazy' }, /^behavior: /],
      [{ policy: { timeout: 5 } }, /^policy\.timeout: is not one of socketTimeout/],
      [{ txn: {} }, /^txn: /],
      [{ coalesce: 3 }, /^coalesce: /],
    ];
    for (const [scope, message] of wrong) {
      expect(() => docs().scoped(scope)).toThrow(OptionError);
      expect(() => docs().scoped(scope)).toThrow(message);
    }
  });
});

test('a rule of its own names the sets of tenants', () => {
  const seen: string[] = [];
  const dataSource = new DataSource({
    hosts: '127.0.0.1:1',
    namespace: 'test',
    tenantSet: (set, tenant) => {
      seen.push(`${tenant}.${set}`);
      return '';
    },
  });
  const docs = dataSource.getRepository(Doc);
  expect(() => docs.scoped({ tenant: 't' })).toThrow(/^tenantSet: the name of a set/);
  expect(seen).toEqual(['t.scope_doc']);
});
