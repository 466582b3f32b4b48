import { ResultCode } from '@aeroform/protocol';
import { type AerospikeClient, type AerospikeError, createClient } from '../../../../src/index.js';
import type { FakeRequest } from '../../../support/fake-server.js';
import { startMasterAndReplica } from '../../../support/master-and-replica.js';

const KEY = ['test', 'demo', 'k'] as const;

/** What happens to one attempt. */
type Mishap = (request: FakeRequest) => void;

const answers =
  (resultCode: number): Mishap =>
  ({ answer }) =>
    answer({ resultCode });
/** A mishap; whether the write may have happened, and who is asked next for it. */
const PASSING: readonly [what: string, mishap: Mishap, isOpen: boolean, next: string][] = [
  ['that the server ran out of time (9)', answers(ResultCode.TIMEOUT), true, 'M'],
  [
    'that the partition is not available (11)',
    answers(ResultCode.PARTITION_UNAVAILABLE),
    false,
    'M',
  ],
  ['that the record is busy (14)', answers(ResultCode.KEY_BUSY), false, 'M'],
  ['that the devices are overloaded (18)', answers(ResultCode.DEVICE_OVERLOAD), false, 'M'],
  ['nothing but the end of the connection', ({ socket }) => socket.destroy(), true, 'R'],
  ['nothing', () => undefined, true, 'M'],
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
  const { master, replica, stop } = await startMasterAndReplica();
  master.onMessage = onMessage('M');
  replica.onMessage = onMessage('R');
  const client = await createClient({ hosts: [master.host] }).connect();
  try {
    const error = await call(client).then(
      () => undefined,
      (reason: AerospikeError) => reason,
    );
    return { asked, error };
  } finally {
    await client.close();
    await stop();
  }
}

const read = (client: AerospikeClient): Promise<unknown> => {
  return client.get(KEY, { socketTimeout: 150, totalTimeout: 3000 });
};
const write =
  (maxRetries?: number) =>
  (client: AerospikeClient): Promise<unknown> => {
    const policy = { socketTimeout: 150, totalTimeout: 3000 };
    return client.put(
      KEY,
      { a: 1 },
      null,
      maxRetries === undefined ? policy : { ...policy, maxRetries },
    );
  };

describe.each(PASSING)('a node that answers %s', (_what, mishap, isOpen, next) => {
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

  it('leaves a write to the master where it may be sent again, unless it cannot be reached', async () => {
    expect(await meet([mishap], write(1))).toEqual({ asked: ['M', next], error: undefined });
  });

  it('leaves a write in doubt that is refused later, only if it may have happened', async () => {
    const refused = answers(ResultCode.GENERATION);
    const { asked, error } = await meet([mishap, refused], write(3));
    expect(asked).toEqual(['M', next]);
    expect(error).toMatchObject({ code: 'GENERATION', attempts: 2, inDoubt: isOpen });
  });

  it('leaves a write in doubt that meets the same again, only if it may have happened', async () => {
    const { asked, error } = await meet([mishap, mishap], write(1));
    expect(asked).toEqual(['M', next]);
    expect(error).toMatchObject({ attempts: 2, inDoubt: isOpen });
  });
});

it.each(FINAL)('Result code %i ends a call, whatever may be repeated', async (resultCode) => {
  for (const call of [read, write(3)]) {
    const { asked, error } = await meet([answers(resultCode)], call);
    expect(asked).toEqual(['M']);
    expect(error).toMatchObject({ resultCode, attempts: 1, inDoubt: false });
  }
});

describe('a write', () => {
  it('stays in doubt when what may have happened is followed by harmless refusals', async () => {
    const busy = answers(ResultCode.KEY_BUSY);
    const { asked, error } = await meet([busy, answers(ResultCode.TIMEOUT), busy, busy], write(3));
    expect(asked).toEqual(['M', 'M', 'M', 'M']);
    expect(error).toMatchObject({ code: 'KEY_BUSY', attempts: 4, inDoubt: true });
  });
});
