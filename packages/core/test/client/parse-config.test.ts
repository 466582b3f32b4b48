import { createClient, InvalidArgError, UnsupportedByDriverError } from '../../src/index.js';

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

  it.each([
    [{}, 'config.hosts'],
    [{ hosts: [] }, 'config.hosts: must name at least one host'],
    [{ hosts: ['a:b:c'] }, "config.hosts.0: must be 'host', 'host:port'"],
    [{ hosts: [['a', 0]] }, "config.hosts.0: must be 'host'"],
    [{ hosts: [{ addr: 'a', port: 0 }] }, "config.hosts.0: must be 'host'"],
    [{ hosts: [{ addr: 'a', prot: 1 }] }, /^config.hosts.0.prot is no key .* are addr, port$/],
    [{ hosts: ['a:99999'] }, 'config.hosts.0'],
    [{ hosts: ['a'], tendInterval: 100 }, 'config.tendInterval'],
    [{ hosts: ['a'], timeout: '1s' }, 'config.timeout'],
    [{ hosts: ['a'], pipelineDepth: 100 }, 'config.pipelineDepth: must be a power of two'],
    [{ hosts: ['a'], maxConnsPerNode: 2 }, 'config.maxConnsPerNode: must be greater than'],
    [{ hosts: ['a'], policies: { read: { maxRetries: -1 } } }, 'config.policies.read.maxRetries'],
  ])('refuses %j and names the key', (config, message) => {
    expect(() => create(config)).toThrow(InvalidArgError);
    expect(() => create(config)).toThrow(message);
  });

  it('names an unknown key and those that there are', () => {
    const build = (): unknown => create({ hosts: ['a'], host: 'b' });
    expect(build).toThrow(
      /^config\.host is no key of the configuration; there are hosts, clusterName/,
    );
    const nested = (): unknown => create({ hosts: ['a'], policies: { reads: {} } });
    expect(nested).toThrow(/^config\.policies\.reads is no key .* there are read, write/);
    const policy = (): unknown => create({ hosts: ['a'], policies: { read: { timeout: 1 } } });
    expect(policy).toThrow(/^config\.policies\.read\.timeout is no field of this policy/);
  });

  it('refuses credentials instead of ignoring them', async () => {
    expect(() => create({ hosts: ['a'], user: 'u', password: 'p' })).toThrow(
      UnsupportedByDriverError,
    );
    const client = createClient({ hosts: ['127.0.0.1:1'] });
    await expect(client.connect('u', 'p')).rejects.toThrow(UnsupportedByDriverError);
  });
});
