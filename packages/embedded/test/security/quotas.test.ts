import {
  AdminField,
  FieldType,
  Info1,
  Info2,
  readUserRates,
  type UserRates,
} from '@aeroform/protocol';
import { EmbeddedServer } from '../../src/index';
import { AdminClient, dataOf, field as adminField } from '../support/admin-client';
import {
  digestOf,
  field,
  partitions,
  putRecord,
  queryParts,
  runQuery,
  scope,
  u32,
  u64,
  write,
} from '../support/query-message';
import { useSecured } from '../support/secured';
import { key, put, type WireClient } from '../support/wire-client';

const secured = useSecured({
  enableQuotas: true,
  users: [
    { name: 'limited', password: 'admin', roles: ['read-write', 'small', 'smaller'] },
    { name: 'writer', password: 'admin', roles: ['read-write', 'small'] },
    { name: 'querying', password: 'admin', roles: ['read-write', 'hundred'] },
    { name: 'free', password: 'admin', roles: ['read-write'] },
  ],
  roles: [
    { name: 'small', privileges: ['read'], readQuota: 20, writeQuota: 5 },
    { name: 'smaller', privileges: ['read'], readQuota: 10 },
    { name: 'hundred', privileges: ['read'], readQuota: 100, writeQuota: 100 },
  ],
});

const get = { info1: Info1.read, fields: key(1) };
const set = { info2: Info2.write, fields: key(1), ops: [put('a', 1)] };
const codes = async (
  client: WireClient,
  parts: typeof get | typeof set,
  count: number,
): Promise<number[]> => {
  const found: number[] = [];
  for (let i = 0; i < count; i++) found.push(await client.resultCode(parts));
  return found;
};
const ratesOf = async (user: string, type: AdminField): Promise<UserRates> => {
  const { blocks } = await secured.admin.list('queryUsers', adminField.user(user));
  return readUserRates(dataOf(blocks[0], type) as Buffer);
};

describe('a quota', () => {
  it('is the largest of the roles, for reads and writes apart, and is back after a second', async () => {
    const { wire } = await secured.login('limited');
    const reads = await codes(wire, get, 80);
    expect(reads.slice(0, 20)).not.toContain(83);
    expect(reads).toContain(83);
    expect(await wire.resultCode(set)).toBe(0);
    await secured.server.clock.advance(1000);
    expect(await wire.resultCode(get)).not.toBe(83);
    expect(await ratesOf('limited', AdminField.readInfo)).toMatchObject({ quota: 20 });
  });

  it('counts each write, on all connections of the user', async () => {
    const first = await secured.login('writer');
    const second = await secured.login('writer');
    const found = [...(await codes(first.wire, set, 3)), ...(await codes(second.wire, set, 30))];
    expect(found.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(found).toContain(83);
  });

  it('is not there for users whose roles have none', async () => {
    const { wire } = await secured.login('free');
    expect(await codes(wire, set, 50)).not.toContain(83);
    await secured.server.clock.advance(1000);
    const { quota, singleRecordRate } = await ratesOf('free', AdminField.writeInfo);
    expect(quota).toBe(0);
    // They may have fallen into two seconds.
    expect(singleRecordRate).toBeGreaterThan(0);
    expect(singleRecordRate).toBeLessThanOrEqual(50);
    await secured.server.clock.advance(2000);
    expect(await ratesOf('free', AdminField.writeInfo)).toMatchObject({ singleRecordRate: 0 });
  });

  it('changes with the role', async () => {
    const { wire } = await secured.login('querying');
    const quotas = [adminField.role('hundred'), adminField.writeQuota(1)] as const;
    expect(await secured.admin.code('setQuotas', ...quotas)).toBe(0);
    expect(await codes(wire, set, 20)).toContain(83);
    await secured.admin.code('setQuotas', adminField.role('hundred'), adminField.writeQuota(100));
    await secured.server.clock.advance(1000);
    expect(await wire.resultCode(set)).toBe(0);
  });
});

describe('queries of users with a quota', () => {
  const query = (rate: number) =>
    queryParts([...scope('q'), partitions(), field(FieldType.recordsPerSecond, u32(rate))]);

  it('need a limit of records per second within the quota', async () => {
    const { wire } = await secured.login('querying');
    expect((await runQuery(wire, query(0))).resultCode).toBe(83);
    expect((await runQuery(wire, query(101))).resultCode).toBe(83);
    expect((await runQuery(wire, query(100))).resultCode).toBe(0);
  });

  it('set their limit apart while they run', async () => {
    const { wire } = await secured.login('querying');
    for (let i = 0; i < 30; i++) await putRecord(wire, 'q', digestOf(i), { a: i });
    const running = runQuery(wire, query(50));
    while ((await ratesOf('querying', AdminField.readInfo)).limitedQueryRate !== 50);
    const second = await secured.login('querying');
    expect((await runQuery(second.wire, query(51))).resultCode).toBe(83);
    expect((await running).records).toHaveLength(30);
    expect(await ratesOf('querying', AdminField.readInfo)).toMatchObject({ limitedQueryRate: 0 });
  });

  it('in the background count as writes', async () => {
    const { wire } = await secured.login('querying');
    const background = (rate: number) => ({
      info2: Info2.write,
      fields: [
        ...scope('q'),
        field(FieldType.taskId, u64(rate + 1)),
        field(FieldType.recordsPerSecond, u32(rate)),
      ],
      ops: [write('b', 1)],
    });
    expect((await runQuery(wire, background(0))).resultCode).toBe(83);
    expect((await runQuery(wire, background(90))).resultCode).toBe(0);
    expect(await ratesOf('querying', AdminField.writeInfo)).toMatchObject({ limitedQueryRate: 90 });
  });

  it('without a limit are counted for the others', async () => {
    const { wire } = await secured.login('free');
    expect((await runQuery(wire, query(0))).resultCode).toBe(0);
    expect(await ratesOf('free', AdminField.readInfo)).toMatchObject({ limitlessQueries: 0 });
  });
});

describe('a server without enableQuotas', () => {
  it('refuses roles with quotas: 74', async () => {
    await using server = await EmbeddedServer.start({ edition: 'enterprise', security: true });
    const admin = await AdminClient.login(server.port);
    const role = adminField.role('r');
    const privileges = adminField.privileges([10]);
    expect(await admin.code('createRole', role, privileges, adminField.readQuota(1))).toBe(74);
    expect(await admin.code('createRole', role, privileges)).toBe(0);
    expect(await admin.code('setQuotas', role, adminField.readQuota(1))).toBe(74);
    admin.close();
  });
});
