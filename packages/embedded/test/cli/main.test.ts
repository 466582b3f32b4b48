import { createServer } from 'node:net';
import { once } from 'node:events';
import { runCommandLine, startServerProcess } from '../support/server-process';

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
    expect(stderr).toContain('--nonsense');
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('refuses a port that is no number with exit code 2', async () => {
    const { exitCode, stderr } = await runCommandLine(['--port', '12x']);
    expect(stderr).toContain('12x');
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

  it('tells its options', async () => {
    const { exitCode, stdout } = await runCommandLine(['--help']);
    expect(stdout).toContain('--namespace');
    expect(exitCode).toBe(0);
  });
});
