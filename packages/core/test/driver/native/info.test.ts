import { LIMITATIONS } from '../../../src/driver/native/unsupported.js';
import { type AerospikeClient, ClusterError, UDFError } from '../../../src/index.js';
import { type BothDrivers, startBothDrivers } from '../../support/both-drivers.js';
import { rejection } from '../../support/with-client.js';

let both: BothDrivers;
let native: AerospikeClient;
let wire: AerospikeClient;

beforeAll(async () => {
  both = await startBothDrivers();
  ({ native, wire } = both);
});
afterAll(() => both.stop());

describe('info of the native driver', () => {
  it.each([
    'build',
    'namespaces',
    'no-such-command',
    'sindex/test/none',
    'sindex-delete:ns=test',
    'udf-get:filename=none.lua;',
    'truncate:namespace=test',
    'get-config:context=namespace;id=test',
  ])('answers to %s what the wire driver answers', async (command) => {
    expect(await native.infoAll(command)).toEqual(await wire.infoAll(command));
  });

  it('registers modules of any length, and tells what is wrong with one', async () => {
    const source = `function f(rec) return 1 end\n-- ${'x'.repeat(3000)}\n`;
    await native.udfPut({ filename: 'native_info.lua', source });
    expect(await wire.udfGet('native_info')).toBe(source);
    const broken = { filename: 'native_broken.lua', source: 'function f(\n return' };
    const theirs = await rejection(wire.udfPut(broken));
    const ours = await rejection(native.udfPut(broken));
    expect(ours).toBeInstanceOf(UDFError);
    expect(ours.message).toBe(theirs.message);
    await native.udfRemove('native_info');
    expect((await wire.udfList()).map(({ filename }) => filename)).not.toContain('native_info.lua');
  });

  it('refuses commands that the addon would cut, and nodes that are not there', async () => {
    expect(await rejection(native.infoAll('x'.repeat(256)))).toMatchObject({
      feature: LIMITATIONS.longInfoCommand.feature,
    });
    expect(await native.infoAll('x'.repeat(255))).toMatchObject([{ errorCode: 4 }]);
    const error = await rejection(native.infoNode('NOWHERE', 'build'));
    expect(error).toBeInstanceOf(ClusterError);
    expect(error.message).toContain(native.getNodeNames()[0]);
  });

  it('is ended by a signal', async () => {
    const signal = AbortSignal.abort();
    expect(await rejection(native.infoAll('build', { signal }))).toMatchObject({ code: 'ABORTED' });
  });
});
