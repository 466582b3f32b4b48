import { encodeWireValue, WireList } from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { digestOf, putRecord } from '../support/query-message';

const embedded = useEmbedded();
const info = (command: string): Promise<string> => embedded.client.info(command);
const create = (rest: string): Promise<string> => info(`sindex-create:namespace=test;${rest}`);
const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

afterEach(async () => {
  const list = await info('sindex-list:namespace=test');
  for (const [, name] of list.matchAll(/indexname=([^:]*)/g)) {
    await info(`sindex-delete:namespace=test;indexname=${name ?? ''}`);
  }
});

describe('sindex-create', () => {
  // Answers of a server 8.1.2.0.
  it.each([
    ['indexname=i;bin=a;type=numeric', 'ok'],
    ['indexname=i;bin=a;type=NUMERIC;indextype=MapKeys', 'ok'],
    ['indexname=i;set=s;bin=a;type=geo2dsphere;indextype=list', 'ok'],
    ['indexname=i;indexdata=a,string', 'ok'],
    [`indexname=i;bin=a;type=numeric;context=${base64('9222a403616765')}`, 'ok'],
    [`indexname=i;type=numeric;exp=${base64('935102a161')}`, 'ok'],
    [`indexname=i;type=numeric;exp=${base64('924003')}`, 'ok'],
    [`indexname=i;type=string;indextype=list;exp=${base64('935104a161')}`, 'ok'],
    ['indexname=i;indextype=set;set=s', 'ok'],
    ['bin=a;type=numeric', "ERROR:4:missing 'indexname'"],
    ['indexname=;bin=a;type=numeric', "ERROR:4:missing 'indexname' value"],
    [`indexname=${'n'.repeat(64)};bin=a;type=numeric`, "ERROR:4:'indexname' value too long"],
    ['indexname=i;set=;bin=a;type=numeric', "ERROR:4:missing 'set' value"],
    ['indexname=i;bin=a', "ERROR:4:both 'indexdata' and 'type' are missing"],
    [
      'indexname=i;indexdata=a,numeric;type=numeric',
      "ERROR:4:both 'indexdata' and 'type' are specified",
    ],
    ['indexname=i;type=numeric', "ERROR:4:both 'bin' and 'exp' are missing"],
    ['indexname=i;bin=a;exp=kWQ=;type=numeric', "ERROR:4:both 'bin' and 'exp' are specified"],
    [
      `indexname=i;context=${base64('9222a403616765')};exp=kWQ=;type=numeric`,
      "ERROR:4:both 'context' and 'exp' are specified",
    ],
    [
      'indexname=i;bin=a;type=float',
      "ERROR:4:bad 'type' - must be one of 'numeric', 'string', 'blob', 'geo2dsphere'",
    ],
    [
      'indexname=i;indexdata=a,float',
      "ERROR:4:bad 'indexdata' bin type - must be one of 'numeric', 'string', 'blob', 'geo2dsphere'",
    ],
    ['indexname=i;indexdata=a', "ERROR:4:'indexdata' missing bin type"],
    ['indexname=i;indexdata=,numeric', "ERROR:4:'indexdata' missing bin name"],
    ['indexname=i;indexdata=abcdefghijklmnop,blob', "ERROR:4:'indexdata' bin name too long"],
    ['indexname=i;bin=abcdefghijklmnop;type=numeric', "ERROR:4:'bin' value too long"],
    [
      'indexname=i;bin=a;type=numeric;indextype=nope',
      "ERROR:4:bad 'indextype' - must be one of 'default', 'list', 'mapkeys', 'mapvalues'",
    ],
    [
      'indexname=i;bin=a;type=geo2dsphere;indextype=mapkeys',
      "ERROR:4:bad 'indexdata' bin type for 'indextype' 'mapkeys' - must be one of 'numeric', 'string', 'blob'",
    ],
    ['indexname=i;bin=a;type=numeric;context=!!!', "ERROR:4:'context' invalid base64"],
    ...['90', '9122', '9222', '926205', '922a9105', '9204c3', '9212', '913105'].map((hex) => [
      `indexname=i;bin=a;type=numeric;context=${base64(hex)}`,
      "ERROR:4:'context' invalid cdt context",
    ]),
    [
      `indexname=i;bin=a;type=numeric;context=${base64('9222d005')}`,
      "ERROR:4:'context' not normalized msgpack",
    ],
    // Nonsense, a literal, metadata that the bins do not tell, the user key.
    ...['!!!', '9f', '05', 'c3', '9142', '9148', '9146', '925002'].map((hex) => [
      `indexname=i;type=numeric;exp=${hex === '!!!' ? hex : base64(hex)}`,
      "ERROR:4:bad 'exp'",
    ]),
    [
      `indexname=i;type=numeric;exp=${base64('935103a161')}`,
      "ERROR:4:bad 'exp' - expression type 'string' does not match expected type 'numeric'",
    ],
    [
      `indexname=i;type=numeric;indextype=mapkeys;exp=${base64('935102a161')}`,
      "ERROR:4:bad 'exp' - expression type 'numeric' does not match expected type 'map'",
    ],
    ['indexname=i;indextype=set', "ERROR:4:missing 'set'"],
    [
      'indexname=i;indextype=SET;set=s;bin=a',
      'ERROR:4:bin parameter is not supported for set index',
    ],
  ])('answers %s with %s', async (rest, answer) => {
    expect(await create(rest)).toBe(answer);
  });

  it('answers for namespaces that do not exist as the server does', async () => {
    expect(await info('sindex-create:namespace=no;indexname=i;bin=a;type=blob')).toBe('ok');
    expect(await info('sindex-create:indexname=i;bin=a;type=blob')).toBe(
      "ERROR:20:missing 'namespace'",
    );
    expect(await info('sindex-create:namespace=no;set=s;indexname=i;indextype=set')).toBe(
      'ERROR:4:namespace not found',
    );
  });

  it('renames an index that has the definition, and refuses a name that is taken', async () => {
    expect(await create('indexname=old;bin=a;type=numeric')).toBe('ok');
    expect(await create('indexname=old;bin=a;type=string')).toBe(
      "ERROR:200:'indexname' already exists with different definition",
    );
    expect(await create('indexname=new;bin=a;type=numeric')).toBe('ok');
    expect(await info('sindex-exists:namespace=test;indexname=old')).toBe('false');
    expect(await info('sindex-exists:ns=test;indexname=new')).toBe('true');
  });

  it('takes no more than 256 indexes', async () => {
    for (let i = 0; i < 256; i++) await create(`indexname=i${i};bin=b${i};type=numeric`);
    expect(await create('indexname=more;bin=more;type=numeric')).toBe(
      'ERROR:206:already at sindex definition limit',
    );
  });
});

describe('sindex-list', () => {
  it('is empty without indexes', async () => {
    expect(await info('sindex-list:')).toBe('');
  });

  it('shows indexes, then set indexes', async () => {
    const context = encodeWireValue(new WireList([0x22, 'age', 0x10, -1])).toString('base64');
    await create(`indexname=nested;set=s;bin=m;type=string;indextype=list;context=${context}`);
    await create('indexname=plain;bin=a;type=numeric');
    await create('indexname=whole;set=s;indextype=set');
    const nested = (path: string): string =>
      `ns=test:indexname=nested:set=s:bin=m:type=string:indextype=list:context=${path}:exp=null:state=RW`;
    const others =
      'ns=test:indexname=plain:set=null:bin=a:type=numeric:indextype=default:context=null:exp=null:state=RW' +
      ';ns=test:indexname=whole:set=s:indextype=set';
    expect(await info('sindex-list:namespace=test')).toBe(
      `${nested('[map_key(<string#3>), list_index(-1)]')};${others}`,
    );
    expect(await info('sindex-list:b64=true')).toBe(`${nested(context)};${others}`);
  });

  it('answers each of its two parts with an error of its own', async () => {
    expect(await info('sindex-list:namespace=no')).toBe(
      'ERROR:20:namespace not found on node;ERROR:20:namespace not found on node',
    );
    expect(await info('sindex-list:b64=x')).toBe('ERROR:4:bad b64');
  });

  it('has an older form, which ends in an unusual answer', async () => {
    await create('indexname=plain;bin=a;type=numeric');
    expect(await info('sindex/test')).toBe(await info('sindex-list:'));
    expect(await info('sindex/no')).toBe('ns_type=unknown');
    expect(await info('sindex/test/none')).toBe('ERROR:201:no index');
  });
});

describe('statistics of an index', () => {
  it('count its entries', async () => {
    await create('indexname=plain;set=s;bin=a;type=numeric');
    await create('indexname=whole;set=s;indextype=set');
    for (let id = 0; id < 5; id++) await putRecord(embedded.client, 's', digestOf(id), { a: id });
    const statistics =
      'entries=5;used_bytes=16777216;entries_per_bval=0;entries_per_rec=0;load_pct=100;load_time=0;stat_gc_recs=0';
    expect(await info('sindex/test/plain')).toBe(statistics);
    expect(await info('sindex-stat:namespace=test;indexname=plain')).toBe(statistics);
    expect(await info('sindex-stat:namespace=test;indexname=whole')).toBe(
      'entries=5;used_bytes=80;load_pct=100',
    );
  });
});

describe('a command without the name of an index', () => {
  it.each([
    ['sindex-exists:namespace=test', "ERROR:4:missing 'indexname'false"],
    ['sindex-exists:namespace=test;indexname=', "ERROR:4:missing 'indexname' valuefalse"],
    ['sindex-delete:namespace=test', "ERROR:4:missing 'indexname'ok"],
    ['sindex-delete:', "ERROR:4:missing 'indexname'ERROR:20:missing 'namespace'"],
    ['sindex-stat:namespace=test', "ERROR:4:missing 'indexname'ERROR:201:no index"],
  ])('answers %s twice: %s', async (command, answer) => {
    expect(await info(command)).toBe(answer);
  });
});
