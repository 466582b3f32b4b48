import fc from 'fast-check';
import {
  decodeInfoAnswer,
  decodeInfoRequest,
  decodePartitionBitmap,
  encodeInfoAnswer,
  encodeInfoRequest,
  encodePartitionBitmap,
  formatHost,
  formatInfoError,
  formatPeers,
  formatReplicas,
  parseHost,
  parseInfoError,
  parseInfoPairs,
  parsePeers,
  parseReplicas,
  WireError,
} from '@aeroform/protocol';

const word = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);
const port = fc.integer({ min: 1, max: 65_535 });
const host = fc.oneof(
  word,
  fc.ipV6().map((ip) => ip.toLowerCase()),
);

describe('info text', () => {
  it('round-trips requests and answers', () => {
    const line = fc.string().filter((text) => !/[\n\t]/.test(text));
    const named = line.filter((text) => text !== '');
    fc.assert(
      fc.property(
        fc.array(named),
        fc.array(fc.record({ name: named, value: line })),
        (names, answers) => {
          expect(decodeInfoRequest(encodeInfoRequest(names))).toEqual(names);
          expect(decodeInfoAnswer(encodeInfoAnswer(answers))).toEqual(answers);
        },
      ),
    );
  });

  it('counts a last line without its newline', () => {
    expect(decodeInfoRequest(Buffer.from('a\nb'))).toEqual(['a', 'b']);
    expect(decodeInfoRequest(Buffer.alloc(0))).toEqual([]);
  });

  it('keeps tabs and equals signs inside values', () => {
    expect(decodeInfoAnswer(Buffer.from('n\ta\tb\n'))).toEqual([{ name: 'n', value: 'a\tb' }]);
    expect([...parseInfoPairs('a=1;b;c==;')]).toEqual([
      ['a', '1'],
      ['b', ''],
      ['c', '='],
    ]);
  });

  it.each([
    ['ERROR:201:no index', { resultCode: 201, message: 'no index' }],
    ['FAIL:4:bad:name', { resultCode: 4, message: 'bad:name' }],
    ['ERROR:4:bad;name', { resultCode: 4, message: 'bad;name' }],
    ['ERROR:20:no ns;ERROR:20:no ns', { resultCode: 20, message: 'no ns' }],
    ['ERROR::text', { resultCode: 1, message: 'text' }],
    ['ERROR', { resultCode: 1, message: 'ERROR' }],
    ['ok', undefined],
    ['ERRORS=5', undefined],
  ])('reads %s', (value, error) => {
    expect(parseInfoError(value)).toEqual(error);
  });

  it('formats errors that parse back', () => {
    expect(parseInfoError(formatInfoError(4, 'x'))).toEqual({ resultCode: 4, message: 'x' });
  });
});

describe('partition bitmaps', () => {
  it('round-trip any set of partitions', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 4095 })), (ids) => {
        const owned = new Set(ids);
        const found = new Set<number>();
        decodePartitionBitmap(
          encodePartitionBitmap((id) => owned.has(id)),
          (id) => found.add(id),
        );
        expect(found).toEqual(owned);
      }),
    );
  });

  it('are the text that a node with all partitions answers', () => {
    expect(encodePartitionBitmap(() => true)).toBe(`${'/'.repeat(682)}8=`);
  });

  it('refuse any other length', () => {
    expect(() => decodePartitionBitmap('////', () => undefined)).toThrow(WireError);
  });

  it('are listed for each namespace and replica', () => {
    const bitmap = encodePartitionBitmap((id) => id % 2 === 0);
    const text = `test:0,2,${bitmap},${bitmap};sc:7,1,${bitmap}`;
    const parsed = parseReplicas(text);
    expect(parsed).toEqual([
      { namespace: 'test', regime: 0, bitmaps: [bitmap, bitmap] },
      { namespace: 'sc', regime: 7, bitmaps: [bitmap] },
    ]);
    expect(formatReplicas(parsed)).toBe(text);
    expect(() => parseReplicas('test:0,2,abc')).toThrow(WireError);
  });
});

describe('peers', () => {
  it('round-trip names and addresses', () => {
    const peer = fc.record({
      nodeName: word,
      tlsName: fc.oneof(fc.constant(''), word),
      addresses: fc.array(fc.record({ host, port }), { maxLength: 3 }),
    });
    const peers = fc.record({ generation: fc.nat(), peers: fc.array(peer, { maxLength: 4 }) });
    fc.assert(
      fc.property(peers, (value) => {
        expect(parsePeers(formatPeers(value))).toEqual(value);
      }),
    );
  });

  it('default to port 3000 where none is named', () => {
    expect(parsePeers('4,,[]')).toEqual({ generation: 4, peers: [] });
    const { peers } = parsePeers('2,4333,[[BB9,,[10.0.0.1,[::1]:4000]]]');
    expect(peers[0]?.addresses).toEqual([
      { host: '10.0.0.1', port: 4333 },
      { host: '::1', port: 4000 },
    ]);
  });

  it.each([
    '',
    '1',
    '1,3000',
    'x,3000,[]',
    '1,3000,[[a,b,[c:1]',
    '1,3000,[[a]]',
    '1,3000,[[a,b,[]]x',
  ])('refuse %p', (text) => {
    expect(() => parsePeers(text)).toThrow(WireError);
  });
});

describe('host text', () => {
  it('round-trips', () => {
    fc.assert(
      fc.property(host, port, (name, number) => {
        const address = { host: name, port: number };
        expect(parseHost(formatHost(address))).toEqual(address);
      }),
    );
  });

  it.each(['', ':3000', 'a:b', 'a:99999', '::1', '[::1', 'a:1:2'])('refuses %p', (text) => {
    expect(() => parseHost(text)).toThrow(WireError);
  });
});
