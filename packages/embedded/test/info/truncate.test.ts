import { FieldType, Info1 } from '@aeroform/protocol';
import { useEmbedded } from '../support/embedded';
import { createIndex, digestOf, field, putRecord, scope } from '../support/query-message';

const embedded = useEmbedded();
const info = (command: string): Promise<string> => embedded.client.info(command);
const put = (set: string, id: number): Promise<void> =>
  putRecord(embedded.client, set, digestOf(id), { a: id });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Result code of a read. */
async function read(set: string, id: number): Promise<number> {
  return embedded.client.resultCode({
    info1: Info1.read | Info1.getAll,
    fields: [...scope(set), field(FieldType.digest, digestOf(id))],
  });
}

describe('truncate', () => {
  afterEach(() => embedded.server.clock.resume());

  it('removes what was written to a set before, and nothing else', async () => {
    await createIndex(embedded.client, 'people_a', 'set=people;bin=a;type=numeric');
    await put('people', 1);
    await put('others', 2);
    await pause(5);
    expect(await info('truncate:namespace=test;set=people')).toBe('ok');
    await put('people', 3);
    expect([await read('people', 1), await read('others', 2), await read('people', 3)]).toEqual([
      2, 0, 0,
    ]);
    await pause(50);
    expect(await info('sindex/test/people_a')).toContain('entries=1;');
  });

  it('comes between the writes before and behind it, even within a millisecond', async () => {
    for (let round = 0; round < 30; round++) {
      await put('quick', 1001);
      expect(await info('truncate:namespace=test;set=quick')).toBe('ok');
      expect(await read('quick', 1001)).toBe(2);
      await put('quick', 1002);
      expect(await read('quick', 1002)).toBe(0);
      await put('quick_too', 1003);
      expect(await info('truncate-namespace:namespace=test')).toBe('ok');
      expect([await read('quick', 1002), await read('quick_too', 1003)]).toEqual([2, 2]);
    }
  });

  it('comes between them while the clock is frozen, too', async () => {
    const { clock } = embedded.server;
    clock.freeze();
    const frozen = clock.now();
    await put('frozen', 2001);
    expect(await info('truncate:namespace=test;set=frozen')).toBe('ok');
    await put('frozen', 2002);
    expect([await read('frozen', 2001), await read('frozen', 2002)]).toEqual([2, 0]);
    expect(clock.now() - frozen).toBe(1);
  });

  it('leaves what is written in the millisecond that the client names', async () => {
    const { clock } = embedded.server;
    clock.freeze();
    await put('named', 3001);
    const lut = BigInt(clock.now()) * 1_000_000n;
    expect(await info(`truncate:namespace=test;set=named;lut=${lut + 999_999n}`)).toBe('ok');
    expect(await read('named', 3001)).toBe(0);
    const future = `truncate:namespace=test;set=named;lut=${lut + 1_000_000n}`;
    expect(await info(future)).toBe('ERROR:4:would truncate in the future');
  });

  it('is undone by nothing that comes later: a snapshot holds it', async () => {
    const { server } = embedded;
    server.clock.freeze();
    await put('kept', 4001);
    expect(await info('truncate:namespace=test;set=kept')).toBe('ok');
    await put('kept', 4002);
    const snapshot = server.snapshot();
    await put('kept', 4003);
    server.restore(snapshot);
    expect([await read('kept', 4001), await read('kept', 4002), await read('kept', 4003)]).toEqual([
      2, 0, 2,
    ]);
    expect(await info('truncate:namespace=test;set=kept')).toBe('ok');
    expect(await read('kept', 4002)).toBe(2);
  });

  it('goes up to a moment that the client names', async () => {
    await put('dated', 6);
    expect(await info('truncate:namespace=test;set=dated;lut=1577836800000000000')).toBe('ok');
    expect(await read('dated', 6)).toBe(0);
    await pause(5);
    const now = BigInt(embedded.server.clock.now()) * 1_000_000n;
    expect(await info(`truncate:namespace=test;set=dated;lut=0x${now.toString(16)}`)).toBe('ok');
    expect(await read('dated', 6)).toBe(2);
  });

  it('of a namespace removes the records of all sets', async () => {
    await put('people', 4);
    await put('others', 7);
    await pause(5);
    expect(await info('truncate-namespace:namespace=test')).toBe('ok');
    expect([await read('people', 4), await read('others', 7)]).toEqual([2, 2]);
  });

  // Answers of a server 8.1.2.0.
  it.each([
    ['truncate:', "ERROR:20:missing 'namespace'"],
    ['truncate:namespace=test', "ERROR:4:missing 'set'"],
    ['truncate:namespace=test;set=', "ERROR:4:missing 'set' value"],
    [`truncate:namespace=test;set=${'s'.repeat(64)}`, "ERROR:4:'set' value too long"],
    ['truncate:namespace=no;set=x', 'ok'],
    ['truncate:namespace=test;set=nobody', 'ok'],
    ['truncate:namespace=test;set=x;lut=', "ERROR:4:missing 'lut' value"],
    ['truncate:namespace=test;set=x;lut=abc', 'ERROR:4:would truncate to 0'],
    ['truncate:namespace=test;set=x;lut=010', 'ERROR:4:would truncate to 0'],
    ['truncate:namespace=test;set=x;lut=1262304000000999999', 'ERROR:4:would truncate to 0'],
    ['truncate:namespace=test;set=x;lut=1262304000001000000', 'ok'],
    [
      'truncate:namespace=test;set=x;lut=4102444800000000000',
      'ERROR:4:would truncate in the future',
    ],
    [
      'truncate:namespace=test;set=x;lut=99999999999999999999',
      'ERROR:4:would truncate in the future',
    ],
    ['truncate:namespace=test;set=x;lut=123456789012345678901234', "ERROR:4:'lut' value too long"],
    ['truncate-namespace:namespace=test;set=x', 'ERROR:4:unexpected set name'],
    ['truncate-namespace:namespace=no', 'ok'],
    ['truncate-undo:namespace=test;set=x', 'ok'],
    ['truncate-undo:namespace=test', "ERROR:4:missing 'set'"],
    ['truncate-namespace-undo:namespace=no', 'ok'],
    ['truncate-namespace-undo:namespace=test;set=x', 'ERROR:4:unexpected set name'],
  ])('answers %s with %s', async (command, answer) => {
    expect(await info(command)).toBe(answer);
  });
});
