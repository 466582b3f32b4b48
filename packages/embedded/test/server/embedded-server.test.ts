import { EmbeddedError, EmbeddedServer } from '../../src/index';
import { WireClient } from '../support/wire-client';

const optionError = (named: string): object =>
  expect.objectContaining({ code: 'EMBEDDED_OPTION', message: expect.stringContaining(named) });

describe('EmbeddedServer.start', () => {
  it('listens on a free port and takes less than 50 ms', async () => {
    await (await EmbeddedServer.start()).stop();
    const before = performance.now();
    const server = await EmbeddedServer.start();
    const took = performance.now() - before;
    expect(server.port).toBeGreaterThan(0);
    expect(server.hosts).toEqual([{ addr: '127.0.0.1', port: server.port }]);
    await server.stop();
    expect(took).toBeLessThan(50);
  });

  it.each([
    [{ prot: 3000 }, 'prot'],
    [{ toString: 1 }, 'unknown option "toString"'],
    [{ namespaces: [{ name: 'a', toString: 1 }] }, 'unknown namespace option "toString"'],
    [null, 'the options must be an object with host, port'],
    ['test', 'the options must be an object with host, port'],
    [{ port: -1 }, 'port'],
    [{ port: '3000' }, 'port'],
    [{ host: '' }, 'host'],
    [{ namespaces: [] }, 'namespaces'],
    [{ namespaces: ['a', 'a'] }, '"a" is given twice'],
    [{ namespaces: [{ name: 'a', ttl: 1 }] }, 'ttl'],
    [{ protoFdMax: 0 }, 'protoFdMax'],
  ])('refuses %j and names the option', async (options, named) => {
    await expect(EmbeddedServer.start(options as never)).rejects.toEqual(optionError(named));
  });

  it('says why it cannot listen', async () => {
    await using server = await EmbeddedServer.start();
    const second = EmbeddedServer.start({ port: server.port });
    await expect(second).rejects.toBeInstanceOf(EmbeddedError);
    await expect(second).rejects.toThrow(`127.0.0.1:${server.port}`);
  });

  it('has the same node name again on the same port, and another one elsewhere', async () => {
    const nameOf = async ({ port }: EmbeddedServer): Promise<string> => {
      const client = await WireClient.connect(port);
      const name = await client.info('node');
      client.close();
      return name;
    };
    const first = await EmbeddedServer.start();
    await using other = await EmbeddedServer.start();
    const name = await nameOf(first);
    await first.stop();
    await using again = await EmbeddedServer.start({ port: first.port });
    expect(await nameOf(again)).toBe(name);
    expect(await nameOf(other)).not.toBe(name);
  });

  it('closes connections beyond protoFdMax', async () => {
    await using server = await EmbeddedServer.start({ protoFdMax: 1 });
    const first = await WireClient.connect(server.port);
    expect(await first.info('status')).toBe('ok');
    const second = await WireClient.connect(server.port);
    expect(await second.frame()).toBeUndefined();
    expect(await first.info('status')).toBe('ok');
    first.close();
  });

  it('closes connections that are silent for protoFdIdleMs', async () => {
    await using server = await EmbeddedServer.start({ protoFdIdleMs: 50 });
    const client = await WireClient.connect(server.port);
    expect(await client.frame()).toBeUndefined();
  });
});

describe('stop', () => {
  it('closes open connections, frees the port and can be called twice', async () => {
    const server = await EmbeddedServer.start({ namespaces: [{ name: 'n', nsupPeriod: 5 }] });
    const client = await WireClient.connect(server.port);
    await Promise.all([server.stop(), server.stop()]);
    expect(await client.frame()).toBeUndefined();
    await using again = await EmbeddedServer.start({ port: server.port });
    expect(again.port).toBe(server.port);
  });

  it('leaves no handle behind', async () => {
    const sockets = (): number =>
      process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP')).length;
    const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
    await settled();
    const before = sockets();
    const server = await EmbeddedServer.start({ namespaces: [{ name: 'n', nsupPeriod: 1 }] });
    const client = await WireClient.connect(server.port);
    expect(sockets()).toBeGreaterThan(before);
    client.close();
    await server.stop();
    await settled();
    expect(sockets()).toBe(before);
  });
});
