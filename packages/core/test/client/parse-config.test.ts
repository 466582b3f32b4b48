import { createClient, InvalidArgError } from '../../src/index.js';
import { parseConfig } from '../../src/client/parse-config.js';

// Wrong on purpose: configurations come from files and environments, too.
const create = (config: unknown): unknown => createClient(config as never);

describe('the configuration', () => {
  it.each([
    ['host alone', ['localhost']],
    ['host and port', ['localhost:3100']],
    ['IPv6', ['[::1]:3000']],
    ['a pair', [['localhost', 3000]]],
    ['an address', [{ addr: 'localhost' }, { addr: 'localhost', port: 3100 }]],
  ])('accepts a host as %s', (_name, hosts) => {
    expect(() => create({ hosts })).not.toThrow();
  });

  it('shares connections as far as there are enough of them', () => {
    const pipelinesOf = (maxConnsPerNode: number) =>
      parseConfig({ hosts: 'a', maxConnsPerNode }).wire.pipelinesPerNode;
    expect([100, 4, 3, 2].map(pipelinesOf)).toEqual([3, 3, 2, 1]);
  });

  it('accepts hosts as text with commas between them', () => {
    const { wire } = parseConfig({ hosts: 'a:3100, b,[::1]:3200' });
    expect(wire.seeds).toEqual([
      { host: 'a', port: 3100 },
      { host: 'b', port: 3000 },
      { host: '::1', port: 3200 },
    ]);
  });

  it.each([
    [{}, "config.hosts must be 'host:port'"],
    [
      { hosts: ['a'], policies: { read: { signal: new AbortController().signal } } },
      'config.policies.read.signal goes with a single call',
    ],
    [{ hosts: ['a'], policies: { batch: { txn: null } } }, 'config.policies.batch.txn goes with'],
    [{ hosts: [] }, 'config.hosts: must name at least one host'],
    [{ hosts: 5 }, /^config.hosts must be 'host:port', several .*; got the number 5$/],
    [{ hosts: '' }, "config.hosts.0 must be 'host'"],
    [{ hosts: 'a,,b' }, "config.hosts.1 must be 'host'"],
    [{ hosts: ['a:b:c'] }, "config.hosts.0 must be 'host', 'host:port'"],
    [{ hosts: [['a', 0]] }, 'config.hosts.0.1 must be a port from 1 to 65535; got the number 0'],
    [{ hosts: [['a', 70_000]] }, 'must be a port from 1 to 65535; got the number 70000'],
    [{ hosts: [['a']] }, "config.hosts.0 must be 'host'"],
    [{ hosts: [{ addr: 'a', port: 0 }] }, 'config.hosts.0.port must be a port from 1 to 65535'],
    [{ hosts: [{ port: 3000 }] }, 'config.hosts.0.addr must be the name or IP address'],
    [
      { hosts: ['a:70000'] },
      'config.hosts.0 (port) must be a port from 1 to 65535; got the number',
    ],
    [{ hosts: 'a:0' }, 'config.hosts.0 (port) must be a port from 1 to 65535; got the number 0'],
    [
      { hosts: [{ addr: 'a', prot: 1 }] },
      /^config.hosts.0.prot is no key .* are addr, port, tlsname$/,
    ],
    [{ hosts: ['a'], tendInterval: 100 }, 'must be a whole number of milliseconds from 250 to'],
    [
      { hosts: ['a'], timeout: '5' },
      'config.timeout: must be a whole number of milliseconds from 1 to 2147483647; got the string "5"',
    ],
    [{ hosts: ['a'], pipelinesPerNode: 65 }, 'must be a whole number from 1 to 64; got the number'],
    [{ hosts: ['a'], minConnsPerNode: 0.5 }, 'must be a whole number of at least 0; got the'],
    [{ hosts: ['a'], useServicesAlternate: 1 }, 'must be true or false; got the number 1'],
    [{ hosts: ['a'], policies: 1 }, 'config.policies: must be an object of default policies; got'],
    [{ hosts: ['a'], pipelineDepth: 100 }, 'config.pipelineDepth: must be a power of two; got the'],
    ['a:3000', /^config: must be an object with at least `hosts`; got the string "a:3000"$/],
    [undefined, /^config: must be an object with at least `hosts`; got undefined$/],
    [
      { hosts: ['a'], maxConnsPerNode: 2, pipelinesPerNode: 2 },
      'config.maxConnsPerNode: must be greater than',
    ],
    [{ hosts: ['a'], policies: { read: { maxRetries: -1 } } }, 'config.policies.read.maxRetries'],
  ])('refuses %j and names the key', (config, message) => {
    expect(() => create(config)).toThrow(InvalidArgError);
    expect(() => create(config)).toThrow(message);
  });

  it('names an unknown key before a key that is missing or wrong', () => {
    expect(() => create({ host: 'x' })).toThrow(/^config\.host is no key .* there are hosts,/);
    const wrong = (): unknown => create({ timeout: 'x', policies: { reads: {} } });
    expect(wrong).toThrow(/^config\.policies\.reads is no key/);
  });

  it('never shows a password', () => {
    expect(() => create({ hosts: ['a'], password: 12_345 })).toThrow(/must be a string$/);
  });

  it('names an unknown key and those that there are', () => {
    const build = (): unknown => create({ hosts: ['a'], host: 'b' });
    expect(build).toThrow(
      /^config\.host is no key of the configuration \(here it is hosts\); there are hosts, driver,/,
    );
    const nested = (): unknown => create({ hosts: ['a'], policies: { reads: {} } });
    expect(nested).toThrow(/^config\.policies\.reads is no key .* there are read, write/);
    const policy = (): unknown => create({ hosts: ['a'], policies: { read: { timeout: 1 } } });
    expect(policy).toThrow(/^config\.policies\.read\.timeout is no field of this policy/);
  });
});
