import { createServer } from 'node:net';
import { once } from 'node:events';
import { parseReplicas } from '@aeroform/protocol';
import { WireClient } from '../support/wire-client';
import { setImmediate } from 'node:timers/promises';
import { main } from '../../src/cli/main';
import { type Finished, runCommandLine, startServerProcess } from '../support/server-process';

/** Runs a command line that starts nothing in this process: that is faster than one of its own. */
async function runHere(args: readonly string[]): Promise<Finished> {
  const finished = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      finished[name] += String(text);
      return true;
    });
  }
  process.exitCode = undefined;
  try {
    main(args);
    // An error of the server comes later than one of the flags.
    await setImmediate();
    return { ...finished, exitCode: (process.exitCode as number | undefined) ?? 0 };
  } finally {
    process.exitCode = undefined;
    jest.restoreAllMocks();
  }
}

describe('command line', () => {
  it('prints exactly one line when it is ready, and ends with exit code 0 on SIGTERM', async () => {
    const server = await startServerProcess(['--host', '127.0.0.1', '--namespace', 'a']);
    let more = '';
    server.child.stdout?.on('data', (text: string) => (more += text));
    expect(await server.stop()).toBe(0);
    expect(more).toBe('');
  });

  it('names an unknown option and ends with exit code 2', async () => {
    const { exitCode, stderr, stdout } = await runCommandLine(['--nonsense', '1']);
    expect(stderr).toMatch(/'--nonsense'.*--help lists the options/s);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('says that the port is in use and ends with exit code 1', async () => {
    const blocker = createServer();
    blocker.listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    const { exitCode, stderr } = await runCommandLine(['--port', String(port)]);
    blocker.close();
    expect(stderr).toContain(`127.0.0.1:${port}`);
    expect(stderr).toContain('in use');
    expect(exitCode).toBe(1);
  });

  it('starts a cluster and prints the address of its first node', async () => {
    const server = await startServerProcess(['--nodes', '3', '--replication-factor', '3']);
    const client = await WireClient.connect(server.port);
    const columns = parseReplicas(await client.info('replicas'))[0]?.bitmaps;
    expect(columns).toHaveLength(3);
    expect((await client.info('services')).split(';')).toHaveLength(2);
    client.close();
    expect(await server.stop()).toBe(0);
  });

  it.each([
    [['--port', '12x'], '--port must be a number from 0 to 65535, found "12x"'],
    [['--port', '1', '--port', '2'], '--port is given twice'],
    [['data'], "Unexpected argument 'data'"],
    [['--port'], 'argument missing; --help lists the options'],
    [['--nodes', '129'], 'nodes must be an integer from 1 to 128'],
    [['--nodes', 'two'], '--nodes must be a number from 1 to 128, found "two"'],
    [['--replication-factor', '2'], '--replication-factor needs --nodes'],
    [['--fsync'], '--fsync needs --data-directory'],
  ])('refuses %j with exit code 2', async (args, message) => {
    const { exitCode, stderr } = await runHere(args);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  it('tells its options', async () => {
    const { exitCode, stdout } = await runHere(['--help']);
    expect(stdout).toContain('--namespace');
    expect(exitCode).toBe(0);
  });
});
