import { EmbeddedServer } from '../../src/index';
import { runCommandLine } from '../support/server-process';

describe('strong consistency', () => {
  const remedy = /strongConsistency needs edition: 'enterprise'/;

  it('needs the Enterprise Edition', async () => {
    const namespaces = [{ name: 'test', strongConsistency: true }];
    await expect(EmbeddedServer.start({ namespaces })).rejects.toThrow(remedy);
  });

  it('needs it on the command line, too', async () => {
    const { exitCode, stderr } = await runCommandLine(['--strong-consistency']);
    expect([exitCode, remedy.test(stderr)]).toEqual([2, true]);
  });

  it.each([
    [{ mrtDuration: 0 }, /mrtDuration must be an integer from 1 to 120/],
    [{ strongConsistency: 'yes' as never }, /strongConsistency must be true or false/],
    [{ tombRaiderPeriod: -1 }, /tombRaiderPeriod must be an integer from 0/],
  ])('and its options are checked: %p', async (options, message) => {
    const namespaces = [{ name: 'test', ...options }];
    const started = EmbeddedServer.start({ edition: 'enterprise', namespaces });
    await expect(started).rejects.toThrow(message);
  });
});
