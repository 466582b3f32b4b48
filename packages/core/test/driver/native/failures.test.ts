import { fromOfficialError } from '../../../src/driver/native/from-official-error.js';
import { LIMITATIONS, unsupported } from '../../../src/driver/native/unsupported.js';
import {
  AerospikeTimeoutError,
  ClusterError,
  createClient,
  RecordGenerationError,
  UnsupportedByDriverError,
} from '../../../src/index.js';

const cluster = { nodeAt: () => 'A1', namespaces: () => ['test'] };
const call = { verb: 'put', key: ['test', 's', 'k'] as const, cluster, isWrite: true };

describe('failures of the official client', () => {
  it('of servers have the classes and codes of the wire driver', () => {
    const error = fromOfficialError(
      { code: 3, message: '10.0.0.1:3000 Generation', inDoubt: false },
      call,
    );
    expect(error).toBeInstanceOf(RecordGenerationError);
    expect(error).toMatchObject({ code: 'GENERATION', resultCode: 3, node: 'A1', inDoubt: false });
    expect(error.key).toEqual(['test', 's', 'k']);
  });

  it('tell which namespaces there are', () => {
    const error = fromOfficialError({ code: 20, message: '', inDoubt: false }, call);
    expect(error.message).toContain('"test"; the cluster has test');
  });

  it('of time tell what was tried', () => {
    const message = 'Client timeout: iterations=3 lastNode=10.0.0.1:3000';
    const error = fromOfficialError({ code: 9, message, inDoubt: true }, call);
    expect(error).toBeInstanceOf(AerospikeTimeoutError);
    expect(error).toMatchObject({ code: 'TIMEOUT', attempts: 3, node: 'A1', inDoubt: true });
    expect(fromOfficialError({ code: 9, message: 'x', inDoubt: false }, call).inDoubt).toBe(true);
  });

  it('are never in doubt when they only read', () => {
    const read = { ...call, isWrite: false };
    const error = fromOfficialError({ code: -10, message: 'broken', inDoubt: true }, read);
    expect(error).toBeInstanceOf(ClusterError);
    expect(error).toMatchObject({ code: 'CONNECTION_LOST', inDoubt: false });
  });
});

describe('what the native driver cannot do', () => {
  it.each(Object.keys(LIMITATIONS) as (keyof typeof LIMITATIONS)[])('%s is explained', (name) => {
    const error = unsupported(name, 'here');
    const { feature, why, alternative } = LIMITATIONS[name];
    expect(error).toBeInstanceOf(UnsupportedByDriverError);
    expect(error).toMatchObject({ code: 'UNSUPPORTED_BY_DRIVER', feature, alternative });
    expect(error.message).toBe(
      `here: driver: 'native' has no ${feature}: ${why}. Use ${alternative}.`,
    );
  });

  it('is refused in the configuration, too', () => {
    const hosts = '127.0.0.1:3000';
    for (const key of [{ ipMap: { a: 'b' } }, { pipelineDepth: 4 }, { tls: {} }]) {
      expect(() => createClient({ hosts, driver: 'native', ...key })).toThrow(
        UnsupportedByDriverError,
      );
    }
    expect(() => createClient({ hosts, driver: 'fast' as never })).toThrow("'wire' or 'native'");
  });
});
