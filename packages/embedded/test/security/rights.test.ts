import { Info1, Info2, OpType, UdfOp, FieldType, ResultCode } from '@aeroform/protocol';
import { field as adminField } from '../support/admin-client';
import {
  field,
  queryParts,
  partitions,
  runQuery,
  scope,
  u64,
  write,
} from '../support/query-message';
import { useSecured } from '../support/secured';
import { udfFields } from '../support/udf';
import { key, op, put, type RequestParts, text, type WireClient } from '../support/wire-client';

const names = [
  'read',
  'write',
  'read-write',
  'read-write-udf',
  'truncate',
  'sindex-admin',
  'udf-admin',
  'data-admin',
  'sys-admin',
  'user-admin',
] as const;
type Name = (typeof names)[number];

const secured = useSecured(
  {
    users: [
      ...names.map((name) => ({ name, password: 'admin', roles: [name] })),
      { name: 'nobody', password: 'admin' },
      { name: 'namespace', password: 'admin', roles: ['in-namespace'] },
      { name: 'set', password: 'admin', roles: ['in-set'] },
      { name: 'other', password: 'admin', roles: ['elsewhere'] },
      { name: 'changing', password: 'admin', roles: ['changing'] },
    ],
    roles: [
      { name: 'in-namespace', privileges: ['read-write.test', 'truncate.test'] },
      { name: 'in-set', privileges: ['read-write.test.set', 'truncate.test.set', 'read.second'] },
      { name: 'elsewhere', privileges: ['read-write-udf.second'] },
      { name: 'changing', privileges: ['read'] },
    ],
  },
  { namespaces: ['test', 'second'] },
);

const clients = new Map<string, WireClient>();
const as = async (name: string): Promise<WireClient> => {
  let client = clients.get(name);
  if (client === undefined) {
    client = (await secured.login(name)).wire;
    clients.set(name, client);
  }
  return client;
};
const permitted = async (check: (client: WireClient) => Promise<boolean>): Promise<Name[]> => {
  const found: Name[] = [];
  for (const name of names) if (await check(await as(name))) found.push(name);
  return found;
};

const commands: [string, RequestParts, Name[]][] = [
  [
    'get',
    { info1: Info1.read | Info1.getAll, fields: key(1) },
    ['read', 'read-write', 'read-write-udf'],
  ],
  [
    'exists',
    { info1: Info1.read | Info1.noBinData, fields: key(1) },
    ['read', 'read-write', 'read-write-udf'],
  ],
  [
    'put',
    { info2: Info2.write, fields: key(1), ops: [put('a', 1)] },
    ['write', 'read-write', 'read-write-udf'],
  ],
  [
    'delete',
    { info2: Info2.write | Info2.delete, fields: key(2) },
    ['write', 'read-write', 'read-write-udf'],
  ],
  [
    'operate with a read',
    {
      info1: Info1.read,
      info2: Info2.write,
      fields: key(1),
      ops: [put('a', 1), op(OpType.read, 'a')],
    },
    ['read-write', 'read-write-udf'],
  ],
  [
    'apply a function',
    { info2: Info2.write, fields: [...key(1), ...udfFields('m', 'f')] },
    ['read-write-udf'],
  ],
];

describe('commands on one record', () => {
  it.each(commands)('%s needs a role that permits it', async (_name, parts, expected) => {
    expect(await permitted(async (client) => (await client.resultCode(parts)) !== 81)).toEqual(
      expected,
    );
  });

  it('answer 80 before the namespace and 81 behind it', async () => {
    const nobody = await as('nobody');
    const none = {
      info1: Info1.read,
      fields: [text(FieldType.namespace, 'x'), ...key(1).slice(1)],
    };
    expect(await nobody.resultCode(none)).toBe(ResultCode.INVALID_NAMESPACE);
  });
});

describe('queries', () => {
  const records = queryParts([...scope('set'), partitions()]);
  const background = {
    info2: Info2.write,
    fields: [...scope('set'), field(FieldType.taskId, u64(7_000_000))],
    ops: [write('b', 1)],
  };
  const udf = (kind: number): RequestParts => ({
    info1: Info1.read,
    info2: kind === UdfOp.background ? Info2.write : 0,
    fields: [...scope('set'), ...udfFields('m', 'f'), field(FieldType.udfOp, Buffer.from([kind]))],
  });

  it.each([
    ['records', records, ['read', 'read-write', 'read-write-udf']],
    ['a background write', background, ['write', 'read-write', 'read-write-udf']],
    ['an aggregation', udf(UdfOp.aggregate), ['read-write-udf']],
    ['a background function', udf(UdfOp.background), ['read-write-udf']],
  ])('%s need a role that permits them', async (_what, parts, expected) => {
    const found: string[] = [];
    for (const name of names) {
      const { wire } = await secured.login(name);
      if ((await runQuery(wire, parts)).resultCode !== 81) found.push(name);
    }
    expect(found).toEqual(expected);
  });

  it('over a namespace need more than a set', async () => {
    const all = queryParts([text(FieldType.namespace, 'test'), partitions()]);
    expect((await runQuery(await as('set'), all)).resultCode).toBe(81);
    expect((await runQuery(await as('set'), records)).resultCode).toBe(0);
    expect((await runQuery(await as('namespace'), all)).resultCode).toBe(0);
  });
});

describe('scopes', () => {
  const get = (namespace: string, set: string): RequestParts => ({
    info1: Info1.read | Info1.getAll,
    fields: [text(FieldType.namespace, namespace), text(FieldType.set, set), ...key(3).slice(2)],
  });
  const code = async (name: string, namespace: string, set: string): Promise<number> =>
    (await as(name)).resultCode(get(namespace, set));

  it('are a namespace, or a set of it', async () => {
    expect(await code('namespace', 'test', 'any')).toBe(2);
    expect(await code('namespace', 'second', 'any')).toBe(81);
    expect(await code('set', 'test', 'set')).toBe(2);
    expect(await code('set', 'test', 'any')).toBe(81);
    expect(await code('set', 'second', 'any')).toBe(2);
    expect(await code('other', 'test', 'set')).toBe(81);
  });

  it('hold for truncation', async () => {
    const truncate = async (name: string, set: string): Promise<string> =>
      (await as(name)).info(`truncate:namespace=test;set=${set}`);
    const refused = "ERROR:81:role violation - requires permission 'truncate'";
    expect(await truncate('set', 'set')).toBe('ok');
    expect(await truncate('set', 'any')).toBe(refused);
    expect(await truncate('namespace', 'any')).toBe('ok');
    expect(await truncate('read-write', 'any')).toBe(refused);
    expect(await (await as('set')).info('truncate-namespace:namespace=test')).toBe(refused);
  });
});

describe('batches', () => {
  it('check each row', async () => {
    const row = (index: number, set: string): Buffer => {
      const fields = [
        [FieldType.namespace, 'test'],
        [FieldType.set, set],
      ] as const;
      const body = fields.map(([type, value]) => {
        const head = Buffer.from([0, 0, 0, value.length + 1, type]);
        return Buffer.concat([head, Buffer.from(value)]);
      });
      const head = Buffer.alloc(4 + 20 + 2 + 4);
      head.writeUInt32BE(index, 0);
      head.fill(index + 1, 4, 24);
      head[25] = Info1.read | Info1.getAll;
      head[27] = fields.length;
      return Buffer.concat([head, ...body]);
    };
    const head = Buffer.from([0, 0, 0, 2, 4]);
    const batch = field(FieldType.batch, Buffer.concat([head, row(0, 'set'), row(1, 'any')]));
    const messages = await (
      await as('set')
    ).messages({ info1: Info1.read | Info1.batch, fields: [batch] });
    expect(messages.map(({ header }) => header.resultCode)).toEqual([2, 81, 0]);
  });
});

describe('info commands', () => {
  it.each([
    [
      'sindex-create:namespace=test;set=s;indexname=i;bin=b;type=numeric',
      'sindex-admin',
      ['sindex-admin', 'data-admin', 'sys-admin'],
    ],
    [
      'sindex-delete:namespace=test;indexname=i',
      'sindex-admin',
      ['sindex-admin', 'data-admin', 'sys-admin'],
    ],
    ['udf-remove:filename=none.lua;', 'udf-admin', ['udf-admin', 'data-admin', 'sys-admin']],
    ['query-abort-all:', 'query-admin', ['data-admin', 'sys-admin']],
    ['truncate:namespace=test;set=none', 'truncate', ['truncate', 'data-admin', 'sys-admin']],
    ['set-config:context=namespace;namespace=test;default-ttl=0', 'set-config', ['sys-admin']],
  ])('%s needs the permission %s', async (command, permission, expected) => {
    const refused = `ERROR:81:role violation - requires permission '${permission}'`;
    const check = async (client: WireClient): Promise<boolean> =>
      (await client.info(command)) !== refused;
    expect(await permitted(check)).toEqual(expected);
  });

  it('that only tell something need nothing but a login', async () => {
    const nobody = await as('nobody');
    for (const command of ['status', 'namespaces', 'sindex-list:', 'udf-list', 'query-show:']) {
      expect(await nobody.info(command)).not.toContain('ERROR');
    }
    expect(await nobody.info('nonsense')).toBe('ERROR:4:unrecognized command');
  });
});

describe('a role that changes', () => {
  it('changes what open connections may do, at once', async () => {
    const client = await as('changing');
    const put1 = { info2: Info2.write, fields: key(9), ops: [put('a', 1)] };
    const privilege = [
      adminField.role('changing'),
      adminField.privileges([13, 'test', 'set']),
    ] as const;
    expect(await client.resultCode(put1)).toBe(81);
    await secured.admin.code('grantPrivileges', ...privilege);
    expect(await client.resultCode(put1)).toBe(0);
    await secured.admin.code('revokePrivileges', ...privilege);
    expect(await client.resultCode(put1)).toBe(81);
    await secured.admin.code('dropRole', adminField.role('changing'));
    expect(await client.resultCode({ info1: Info1.read, fields: key(9) })).toBe(81);
  });
});
