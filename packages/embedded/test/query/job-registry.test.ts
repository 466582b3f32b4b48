import { describeJob } from '../../src/query/describe-job.js';
import { JobRegistry } from '../../src/query/job-registry.js';
import { JobEnd, QueryJob } from '../../src/query/query-job.js';

function job(id: bigint): QueryJob {
  return new QueryJob({
    id,
    type: 'basic',
    namespace: 'test',
    set: 'people',
    sindexName: '',
    partitionsRequested: 4096,
    partitionsResumed: 0,
    recordsPerSecond: 0,
    client: '127.0.0.1:4711',
    details: 'net-io-time=0:socket-timeout=10000',
  });
}

describe('JobRegistry', () => {
  it('refuses an id that belongs to a query that runs or has run', () => {
    const jobs = new JobRegistry();
    const first = job(7n);
    jobs.start(first);
    expect(() => jobs.start(job(7n))).toThrow(expect.objectContaining({ resultCode: 4 }));
    jobs.finish(first);
    expect(() => jobs.start(job(7n))).toThrow(expect.objectContaining({ resultCode: 4 }));
  });

  it('chooses an id when the client has none', () => {
    const jobs = new JobRegistry();
    const unnamed = [job(0n), job(0n)];
    unnamed.forEach((each) => jobs.start(each));
    expect(unnamed.map(({ id }) => id)).toEqual([1n, 2n]);
  });

  it('remembers the last hundred finished queries, the latest first', () => {
    const jobs = new JobRegistry();
    for (let id = 1n; id <= 120n; id++) {
      const each = job(id);
      jobs.start(each);
      jobs.finish(each);
    }
    expect(jobs.all).toHaveLength(100);
    expect(jobs.all[0]?.id).toBe(120n);
    expect(jobs.get(20n)).toBeUndefined();
  });

  it('ends a running query early, but no finished one', () => {
    const jobs = new JobRegistry();
    const running = job(1n);
    jobs.start(running);
    expect(jobs.abort(1n)).toBe(true);
    expect(running.end).toBe(JobEnd.aborted);
    jobs.finish(running);
    expect(jobs.abort(1n)).toBe(false);
    expect(jobs.abortAll()).toBe(0);
  });
});

describe('describeJob', () => {
  it('shows a query like the server', () => {
    const done = job(18n);
    done.partitionsDone = 4096;
    done.succeeded = 5;
    done.finishedAt = done.startedAt + 12;
    expect(describeJob(done)).toMatch(
      /^trid=18:ns=test:set=people:n-pids-requested=4096:n-keyds-requested=0:rps=0:active-threads=0:status=done\(ok\):job-progress=100\.00:run-time=12:time-since-done=-?\d+:recs-throttled=0:recs-filtered-meta=0:recs-filtered-bins=0:recs-succeeded=5:recs-failed=0:from=127\.0\.0\.1\+4711:job-type=basic:net-io-bytes=0:net-io-time=0:socket-timeout=10000$/,
    );
  });
});
