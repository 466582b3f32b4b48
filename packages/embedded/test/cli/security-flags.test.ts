import { readSecurityFlags } from '../../src/cli/security-flags';
import { AdminClient } from '../support/admin-client';
import { runCommandLine, startServerProcess } from '../support/server-process';

describe('flags about security', () => {
  it('start a server with admin and other users', async () => {
    const flags = '--edition enterprise --security --user root:secret:sys-admin,read-write';
    const server = await startServerProcess(flags.split(' '));
    for (const [name, password] of [
      ['admin', 'admin'],
      ['root', 'secret'],
    ]) {
      (await AdminClient.login(server.port, name, password)).close();
    }
    expect(await server.stop()).toBe(0);
  });

  it('need the Enterprise Edition', async () => {
    const { exitCode, stderr } = await runCommandLine(['--security']);
    expect(stderr).toContain("security needs edition: 'enterprise'");
    expect(exitCode).toBe(2);
  });

  it.each([
    [{ user: ['a:b'] }, '--user needs --security'],
    [{ security: true, user: ['me'] }, '--user must be name:password:role,role, found "me"'],
    [{ 'tls-ca': 'x' }, 'both --tls-cert and --tls-key'],
    [{ 'tls-cert': 'x' }, 'both --tls-cert and --tls-key'],
    [{ 'tls-cert': 'x', 'tls-key': 'y', 'tls-port': 'z' }, '--tls-port must be a number'],
  ])('refuse %j', (flags, message) => {
    expect(() => readSecurityFlags(flags)).toThrow(message);
  });

  it('do not show a password in an error', () => {
    const read = (): unknown => readSecurityFlags({ security: true, user: ['me:hidden:a:b'] });
    expect(read).not.toThrow('hidden');
  });

  it('stand for the options of the server', () => {
    expect(readSecurityFlags({})).toEqual({});
    const flags = { security: true, 'enable-quotas': true, 'tls-cert': 'c', 'tls-key': 'k' };
    expect(readSecurityFlags({ ...flags, 'tls-ca': 'a', user: ['u::', 'v:p:r'] })).toEqual({
      security: {
        enableQuotas: true,
        users: [
          { name: 'u', password: '', roles: [] },
          { name: 'v', password: 'p', roles: ['r'] },
        ],
      },
      tls: { cert: 'c', key: 'k', ca: 'a', port: 4333 },
    });
  });
});
