import { encodePartitionBitmap, ResultCode } from '@aeroform/protocol';
import { type AerospikeClient, type AerospikeError, createClient } from '../../../../src/index.js';
import { type FakeRequest, FakeServer } from '../../../support/fake-server.js';

const KEY = ['test', 'demo', 'k'] as const;
const ALL = encodePartitionBitmap(() => true);
const NONE = encodePartitionBitmap(() => false);

/** What happens to one attempt. */
type Mishap = (request: FakeRequest) => void;

const answers =
  (resultCode: number): Mishap =>
  ({ answer }) =>
    answer({ resultCode });
const PASSING: readonly [what: string, mishap: Mishap, isOpen: boolean][] = [
  ['that the server ran out of time (9)', answers(ResultCode.TIMEOUT), true],
  ['that the partition is not available (11)', answers(ResultCode.PARTITION_UNAVAILABLE), false],
  ['that the record is busy (14)', answers(ResultCode.KEY_BUSY), false],
  ['that the devices are overloaded (18)', answers(ResultCode.DEVICE_OVERLOAD), false],
  ['nothing but the end of the connection', ({ socket }) => socket.destroy(), true],
  ['nothing', () => undefined, true],
];
const FINAL = [
  ResultCode.SERVER_ERROR,
  ResultCode.PARAMETER,
  ResultCode.GENERATION,
  ResultCode.RECORD_TOO_BIG,
  ResultCode.FORBIDDEN,
];

interface Attempts {
  /** The nodes that were asked, in turn. */
  readonly asked: readonly string[];
  /** Undefined if the call worked. */
  readonly error: AerospikeError | undefined;
}

/** A call to a cluster of master M and replica R that meets mishaps before an attempt works. */
async function meet(
  mishaps: readonly Mishap[],
  call: (client: AerospikeClient) => Promise<unknown>,
): Promise<Attempts> {
  const asked: string[] = [];
  const onMessage = (node: string) => (request: FakeRequest) => {
    asked.push(node);
    const mishap = mishaps[asked.length - 1];
    if (mishap === undefined) request.answer();
    else mishap(request);
  };
  const [master, replica] = await Promise.all(
    ['M', 'R'].map((node) => FakeServer.start({ node, onMessage: onMessage(node) })),
  );
  if (master === undefined || replica === undefined) throw new Error('no servers');
  master.bitmaps = [ALL, NONE];
  replica.bitmaps = [NONE, ALL];
  master.peers = `[R,,[${replica.host}]]`;
  replica.peers = `[M,,[${master.host}]]`;
  const client = await createClient({ hosts: [master.host] }).connect();
  try {
    const error = await call(client).then(
      () => undefined,
      (reason: AerospikeError) => reason,
    );
    return { asked, error };
  } finally {
    await client.close();
    await Promise.all([master.stop(), replica.stop()]);
  }
}

const read = (client: AerospikeClient): Promise<unknown> => {
  return client.get(KEY, { socketTimeout: 60, totalTimeout: 3000 });
};
const write =
  (maxRetries?: number) =>
  (client: AerospikeClient): Promise<unknown> => {
    const policy = { socketTimeout: 60, totalTimeout: 3000 };
    return client.put(
      KEY,
      { a: 1 },
      null,
      maxRetries === undefined ? policy : { ...policy, maxRetries },
    );
  };

describe.each(PASSING)('a node that answers %s', (_what, mishap, isOpen) => {
  it('is asked for a read no more: the other copy is, twice at most', async () => {
    expect(await meet([mishap], read)).toEqual({ asked: ['M', 'R'], error: undefined });
    const { asked, error } = await meet([mishap, mishap, mishap], read);
    expect(asked).toEqual(['M', 'R', 'M']);
    expect(error).toMatchObject({ attempts: 3, inDoubt: false, isRetryable: true });
  });

  it('is not asked for a write again, which is in doubt if it may have happened', async () => {
    const { asked, error } = await meet([mishap], write());
    expect(asked).toEqual(['M']);
    expect(error).toMatchObject({ attempts: 1, inDoubt: isOpen, isRetryable: true });
  });

  it('is asked for a write again where that is allowed, and the master it is', async () => {
    expect(await meet([mishap], write(1))).toEqual({ asked: ['M', 'M'], error: undefined });
  });

  it('leaves a write in doubt that is refused when it is sent again', async () => {
    const refused = answers(ResultCode.GENERATION);
    const { asked, error } = await meet([mishap, refused], write(3));
    expect(asked).toEqual(['M', 'M']);
    expect(error).toMatchObject({ code: 'GENERATION', attempts: 2, inDoubt: true });
  });
});

it.each(FINAL)('Result code %i ends a call, whatever may be repeated', async (resultCode) => {
  for (const call of [read, write(3)]) {
    const { asked, error } = await meet([answers(resultCode)], call);
    expect(asked).toEqual(['M']);
    expect(error).toMatchObject({ resultCode, attempts: 1, inDoubt: false });
  }
});
