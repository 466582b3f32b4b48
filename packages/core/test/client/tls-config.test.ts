import { createClient, InvalidArgError } from '../../src/index.js';
import { parseConfig } from '../../src/client/parse-config.js';
import { pem } from '../support/certificate.js';

const create = (config: object): unknown => createClient({ hosts: ['a'], ...config } as never);

describe('TLS in the configuration', () => {
  it.each([
    [{ tls: true }, 'config.tls: must be an object, {} for the defaults'],
    [{ tls: { certificate: 'x' } }, 'config.tls.certificate is no key .* there are name, ca, cert'],
    [{ tls: { ca: '/etc/ssl/ca.pem' } }, 'config.tls.ca: must be PEM: a string or bytes, not the'],
    [{ tls: { ca: [5] } }, 'config.tls.ca'],
    [{ tls: { ca: '-----BEGIN nothing' } }, 'config.tls.ca holds no certificate that can be read'],
    [{ tls: { ca: [pem('ca.crt'), Buffer.from('x')] } }, 'config.tls.ca holds no certificate'],
    [{ tls: { cert: '-----BEGIN x', key: pem('client.key') } }, 'config.tls.cert holds no cert'],
    [{ tls: { rejectUnauthorized: 'no' } }, 'config.tls.rejectUnauthorized: must be true or false'],
    [{ tls: { minVersion: '1.2' } }, "config.tls.minVersion: must be 'TLSv1.2'"],
    [{ tls: { key: Buffer.from('xyz') } }, 'config.tls: certificates or key cannot be used'],
    [
      { tls: { cert: pem('client.crt'), key: pem('other.key') } },
      'config.tls: certificates or key cannot be used: .*key values mismatch',
    ],
    [{ hosts: [['a', 3000, 'name']] }, 'config.hosts.0 has a name for TLS, but there is no config'],
    [
      { hosts: [{ addr: 'a', tlsname: '' }] },
      'config.hosts.0.tlsname must be the name in the cert',
    ],
  ])('refuses %j', (config, message) => {
    expect(() => create(config)).toThrow(InvalidArgError);
    expect(() => create(config)).toThrow(new RegExp(message));
    expect(() => create(config)).not.toThrow('PRIVATE KEY');
  });

  it('accepts certificates as text, bytes and lists', () => {
    const ca = pem('ca.crt');
    for (const given of [ca, Buffer.from(ca), new Uint8Array(Buffer.from(ca)), [ca, ca]]) {
      expect(() => create({ tls: { ca: given } })).not.toThrow();
    }
    expect(() =>
      create({ tls: { cert: pem('client.crt'), key: pem('client.key') } }),
    ).not.toThrow();
  });

  it('knows the name of each host in its certificate', () => {
    const { wire } = parseConfig({
      hosts: [['a', 3000, 'one'], { addr: 'b', tlsname: 'two' }, 'c'],
      tls: { name: 'all' },
    });
    expect(wire.seeds.map(({ tlsName }) => tlsName)).toEqual(['one', 'two', 'all']);
    expect(parseConfig({ hosts: ['c'], tls: {} }).wire.seeds).toEqual([{ host: 'c', port: 3000 }]);
  });
});

describe('racks and limits in the configuration', () => {
  it.each([
    [{ rackAware: true }, 'config.rackAware: needs a rackId or rackIds'],
    [{ rackId: 1, rackIds: [1] }, 'config.rackIds: must be left out with a rackId'],
    [{ rackIds: [] }, 'config.rackIds: must not be empty'],
    [{ rackId: -1 }, 'config.rackId: must be a whole number from 0 to 1000000'],
    [
      { policies: { read: { replica: 2 } } },
      'config.policies.read.replica POLICY_REPLICA_PREFER_R',
    ],
    [{ rackId: 1, rackAware: false, policies: { read: { replica: 2 } } }, 'needs config.rackId'],
    [{ ipMap: { a: 5 } }, 'config.ipMap.a: must be a string'],
    [{ maxErrorRate: -1 }, 'config.maxErrorRate: must be a whole number of at least 0'],
    [{ errorRateWindow: 0 }, 'config.errorRateWindow: must be a whole number of at least 1'],
    [{ maxConcurrentOperations: 1.5 }, 'config.maxConcurrentOperations: must be a whole number'],
    [{ connPoolsPerNode: 2 }, 'config.connPoolsPerNode is no key .*here it is pipelinesPerNode'],
    [{ tenderInterval: 2 }, 'config.tenderInterval is no key .*here it is tendInterval'],
  ])('refuses %j', (config, message) => {
    expect(() => create(config)).toThrow(InvalidArgError);
    expect(() => create(config)).toThrow(new RegExp(message));
  });

  it('knows the racks to read from, the best first', () => {
    const racks = (config: object): readonly number[] =>
      parseConfig({ hosts: ['a'], ...config }).wire.rackIds;
    expect(racks({})).toEqual([]);
    expect(racks({ rackId: 0 })).toEqual([0]);
    expect(racks({ rackIds: [3, 1] })).toEqual([3, 1]);
    expect(racks({ rackIds: [3, 1], rackAware: true })).toEqual([3, 1]);
    expect(racks({ rackIds: [3, 1], rackAware: false })).toEqual([]);
  });
});
