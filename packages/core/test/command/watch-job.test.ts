import { Info3 } from '@aeroform/protocol';
import {
  type BackgroundJob,
  ClusterError,
  ctx,
  exp,
  operations,
  QueryAbortedError,
  ServerError,
} from '../../src/index.js';
import type { FakeServerOptions } from '../support/fake-server.js';
import { rejection, withFakeServer } from '../support/with-client.js';

const ACTIVE = 'job-progress=40:recs-succeeded=4:recs-failed=1:status=active(ok)';

/** Takes each job, and tells of it in turn what `answers` say; the last one stays. */
function jobServer(...answers: string[]): FakeServerOptions {
  return {
    onMessage: ({ answer }) => answer({ info3: Info3.last }),
    info(command) {
      if (!command.startsWith('query-')) return undefined;
      return answers.length > 1 ? answers.shift() : answers[0];
    },
  };
}

async function withJob(
  options: FakeServerOptions,
  test: (job: BackgroundJob, stop: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await withFakeServer(async (client, server) => {
    const job = await client.query('test', 'demo').operate([operations.touch()]);
    await test(job, () => server.stop());
  }, options);
}

describe('a job', () => {
  it('is done when no node knows it any more', async () => {
    const options = jobServer(ACTIVE, 'ERROR:2:job not found');
    await withJob(options, async (job) => {
      const seen: unknown[] = [];
      const progress = await job.wait({ onProgress: (each) => seen.push(each) });
      expect(seen[0]).toEqual({
        isDone: false,
        percent: 40,
        recordsSucceeded: 4,
        recordsFailed: 1,
        recordsFiltered: 0,
      });
      expect(progress).toMatchObject({ isDone: true, percent: 100 });
    });
  });

  it('that was aborted says so', async () => {
    await withJob(jobServer('job-progress=40:status=done(user-aborted)'), async (job) => {
      expect(await rejection(job.wait())).toBeInstanceOf(QueryAbortedError);
    });
  });

  it('shows what a node refuses as text', async () => {
    await withJob(jobServer('ERROR:4:bad id'), async (job) => {
      for (const call of [() => job.progress(), () => job.wait(), () => job.abort()]) {
        const error = await rejection(call());
        expect(error).toMatchObject({ resultCode: 4, node: 'FA11' });
        expect(error.message).toMatch(/^query-(show|abort): .*: bad id \(PARAMETER 4/);
      }
    });
  });

  it('can be asked for again when a node did not answer', async () => {
    await withJob(jobServer(ACTIVE), async (job, stop) => {
      await stop();
      for (const call of [() => job.progress(), () => job.wait(), () => job.abort()]) {
        const error = await rejection(call());
        expect(error).toBeInstanceOf(ClusterError);
        expect(error).toMatchObject({ isRetryable: true, node: 'FA11' });
        expect(error.message).toMatch(/^Node FA11 did not answer query-(show|abort): /);
      }
    });
  });

  it('that needs a newer server tells the version, as do pages and aggregations', async () => {
    const newer = exp.selectByPath(4, 1, exp.listBin('l'), ctx.allChildren());
    const filter = exp.gt(exp.listSize(newer), exp.intVal(0));
    await withFakeServer(
      async (client) => {
        const query = client.query('test', 'demo');
        const calls = [
          () => query.filter(filter).operate([operations.touch()]),
          () => query.filter(filter).apply('m', 'f'),
          () => query.operate([operations.expWrite('l', newer)]),
          () => query.filter(filter).page({ size: 1 }),
          () => query.filter(filter).results(),
        ];
        for (const call of calls) {
          const error = await rejection(call());
          expect(error).toBeInstanceOf(ServerError);
          expect(error.message).toContain('runs server 7.2.0.1: path operations');
          expect(error.message).toContain('need 8.1.1.');
        }
      },
      {
        onMessage: ({ answer }) => answer({ resultCode: 4 }),
        info: (command) => (command === 'build' ? '7.2.0.1' : undefined),
      },
    );
  });
});
