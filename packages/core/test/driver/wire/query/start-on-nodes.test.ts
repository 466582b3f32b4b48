import { encodePartitionBitmap, Info3, ResultCode } from '@aeroform/protocol';
import { type AerospikeError, createClient, operations } from '../../../../src/index.js';
import { type FakeRequest, FakeServer } from '../../../support/fake-server.js';
import { rejection } from '../../../support/with-client.js';

const ALL = encodePartitionBitmap(() => true);
const NONE = encodePartitionBitmap(() => false);

type Reply = (request: FakeRequest) => void;
const TAKES: Reply = ({ answer }) => answer({ info3: Info3.last });
const REFUSES: Reply = ({ answer }) => answer({ resultCode: ResultCode.FORBIDDEN });
const IS_SILENT: Reply = () => undefined;
const HANGS_UP: Reply = ({ socket }) => socket.destroy();

/** The failure of a background job on two nodes. */
async function startOn(...replies: readonly [Reply, Reply]): Promise<AerospikeError> {
  const [first, second] = await Promise.all([
    FakeServer.start({ node: 'A1', onMessage: replies[0] }),
    FakeServer.start({ node: 'B2', onMessage: replies[1] }),
  ]);
  first.peers = `[B2,,[${second.host}]]`;
  second.peers = `[A1,,[${first.host}]]`;
  first.bitmaps = [ALL, NONE];
  second.bitmaps = [NONE, ALL];
  const client = await createClient({ hosts: [first.host] }).connect();
  try {
    const job = client.query('test', 'jobs').operate([operations.increment('n', 1)], {
      totalTimeout: 100,
    });
    return await rejection<AerospikeError>(job);
  } finally {
    await client.close();
    await Promise.all([first.stop(), second.stop()]);
  }
}

describe('a background job that some nodes do not take', () => {
  it.each<[string, Reply, string]>([
    ['refuses', REFUSES, 'FORBIDDEN'],
    ['does not answer', IS_SILENT, 'TIMEOUT'],
    ['hangs up', HANGS_UP, 'CONNECTION_LOST'],
  ])('is in doubt when one takes it, and the other %s', async (_what, reply, code) => {
    const error = await startOn(TAKES, reply);
    expect(error).toMatchObject({ code, node: 'B2', inDoubt: true });
    expect(error.message).toContain('The job was taken by 1 of 2 nodes.');
  });

  it('is in doubt when no node answers', async () => {
    expect(await startOn(IS_SILENT, REFUSES)).toMatchObject({ inDoubt: true });
  });

  it('is in no doubt when all nodes refuse it', async () => {
    const error = await startOn(REFUSES, REFUSES);
    expect(error).toMatchObject({ code: 'FORBIDDEN', inDoubt: false });
    expect(error.message).not.toContain('taken by');
  });
});
