import {
  operations,
  POLICY_READ_MODE_AP_ALL,
  POLICY_READ_MODE_SC_ALLOW_REPLICA,
  POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE,
  POLICY_READ_MODE_SC_LINEARIZE,
  POLICY_READ_MODE_SC_SESSION,
  type ReadModeSc,
} from '../../../../src/index.js';
import { withFakeServer } from '../../../support/with-client.js';

const KEY = ['test', 's', 1] as const;

describe('the flags of a read', () => {
  it.each<[string, ReadModeSc, number]>([
    ['session consistency', POLICY_READ_MODE_SC_SESSION, 0x00],
    ['linearizability', POLICY_READ_MODE_SC_LINEARIZE, 0x40],
    ['any replica', POLICY_READ_MODE_SC_ALLOW_REPLICA, 0x80],
    ['unavailable partitions', POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE, 0xc0],
  ])('ask for %s', async (_what, readModeSc, flags) => {
    const seen: number[] = [];
    await withFakeServer(
      async (client) => {
        const policy = { readModeSc };
        await client.get(KEY, policy);
        await client.exists(KEY, policy);
        await client.operate(KEY, [operations.read('a')], null, policy);
        const change = [operations.increment('a', 1), operations.read('a')];
        await client.operate(KEY, change, null, policy);
        await client.operate(KEY, [operations.increment('a', 1)], null, policy);
      },
      {
        onMessage: ({ message, answer }) => {
          seen.push(message.header.info3);
          answer();
        },
      },
    );
    expect(seen).toEqual([flags, flags, flags, flags, 0]);
  });

  it('ask all replicas of a namespace without strong consistency', async () => {
    const seen: number[] = [];
    await withFakeServer(
      (client) => client.exists(KEY, { readModeAp: POLICY_READ_MODE_AP_ALL }).then(() => undefined),
      {
        onMessage: ({ message, answer }) => {
          seen.push(message.header.info1);
          answer();
        },
      },
    );
    expect(seen).toEqual([0x61]);
  });
});
