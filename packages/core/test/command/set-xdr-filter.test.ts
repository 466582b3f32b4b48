import { exp } from '../../src/index.js';
import { rejection, withFakeServer } from '../support/with-client.js';

describe('a filter of XDR', () => {
  it('is sent as base64, and taken away by the word null', async () => {
    const sent: string[] = [];
    const info = (command: string): string | undefined => {
      if (!command.startsWith('xdr-')) return undefined;
      sent.push(command);
      return 'ok';
    };
    const filter = exp.gt(exp.intBin('a'), exp.intVal(5));
    await withFakeServer(
      async (client) => {
        await client.setXdrFilter('east', 'test', filter);
        await client.setXdrFilter('east', 'test', null);
      },
      { info },
    );
    expect(sent).toEqual([
      `xdr-set-filter:dc=east;namespace=test;exp=${exp.toBase64(filter)}`,
      'xdr-set-filter:dc=east;namespace=test;exp=null',
    ]);
  });

  it('is checked before anything is sent', async () => {
    const sent: string[] = [];
    const info = (command: string): undefined => {
      sent.push(command);
    };
    const wrong = (value: unknown): never => value as never;
    await withFakeServer(
      async (client) => {
        const calls: [call: Promise<void>, argument: string][] = [
          [client.setXdrFilter('', 'test', null), 'dc'],
          [client.setXdrFilter('a;b', 'test', null), 'dc'],
          [client.setXdrFilter('a', 'te:st', null), 'namespace'],
          [client.setXdrFilter('a', 'test', wrong(undefined)), 'expression'],
          [client.setXdrFilter('a', 'test', wrong('age > 5')), 'expression'],
        ];
        for (const [call, argument] of calls) {
          expect(await rejection(call)).toMatchObject({ code: 'INVALID_ARGUMENT', argument });
        }
        expect(sent.filter((command) => command.startsWith('xdr'))).toEqual([]);
      },
      { info },
    );
  });
});
