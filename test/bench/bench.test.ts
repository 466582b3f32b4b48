import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { readCommandLine } from './command-line.js';
import { DRIVERS } from './driver/drivers.js';
import type { WorkloadResult } from './measure/measure-workload.js';
import { spreadOf } from './measure/spread.js';
import { drawChart } from './report/chart.js';
import { formatPage } from './report/page.js';
import type { Report } from './report/report.js';
import { judge, TARGETS } from './report/targets.js';
import { ENVIRONMENT } from './sample-environment.js';
import { FULL_SCALE } from './workload/scale.js';
import { allWorkloads } from './workload/workloads.js';

/** Runs the command from the sources, as nothing is built in tests. */
async function runQuickly(...options: string[]): Promise<string> {
  const args = ['--conditions=@aeroform/source', path.join(__dirname, 'start.cjs'), '--quick'];
  const { AEROSPIKE_HOSTS: _, ...env } = process.env;
  const run = promisify(execFile);
  return (await run(process.execPath, [...args, ...options], { env })).stdout;
}

const spread = (median: number) => ({ median, min: median / 2, max: median * 2 });

function resultOf(name: string, throughputs: Record<string, number>): WorkloadResult {
  const [baseline = '', base = 1] = Object.entries(throughputs)[0] ?? [];
  return {
    name,
    title: `a & ${name}`,
    concurrency: 128,
    items: 1,
    baseline,
    subjects: Object.entries(throughputs).map(([subject, perSecond]) => ({
      subject,
      perSecond: spread(perSecond),
      cpu: spread(1000 / perSecond),
      p50: spread(1),
      p99: spread(2),
      memory: spread(2 ** 20),
      ratio: spread(perSecond / base),
      cpuRatio: spread(base / perSecond),
    })),
  };
}

test('every workload runs with every subject', async () => {
  const out = await mkdtemp(path.join(os.tmpdir(), 'aeroform-bench-'));
  try {
    const text = await runQuickly('--out', out);
    const { results } = JSON.parse(
      await readFile(path.join(out, 'results.json'), 'utf8'),
    ) as Report;
    const groups = new Set(results.map(({ name }) => name.split('/')[0]));
    expect([...groups]).toEqual([
      'harness',
      'get',
      'put',
      'operate',
      'exists',
      'mixed',
      'batch-read',
      'batch-columns',
      'batch-write',
      'query',
      'find-by-id',
      'save',
      'hydrate-batch',
      'hydrate-query',
    ]);
    for (const { name, subjects } of results) {
      expect(text).toContain(`${name}: `);
      for (const { perSecond, cpu } of subjects) {
        expect(Math.min(perSecond.min, cpu.min)).toBeGreaterThan(0);
      }
    }
    const gets = results.find(({ name }) => name === 'get/small/4')?.subjects ?? [];
    expect(gets[0]).toMatchObject({ subject: 'official', ratio: { median: 1, min: 1, max: 1 } });
    const measured = gets.map(({ subject }) => subject);
    expect(measured).toEqual(expect.arrayContaining(Object.keys(DRIVERS)));
    expect(await readFile(path.join(out, 'chart.svg'), 'utf8')).toMatch(/^<svg [^]*<\/svg>\n$/);
  } finally {
    await rm(out, { recursive: true });
  }
}, 120_000);

test('what there is not is named', async () => {
  await expect(runQuickly('--only', 'gets')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no workload gets; there are harness, get,') as string,
  });
});

test('the options have defaults, and are checked', () => {
  expect(readCommandLine(['--only', 'get,put/small'])).toMatchObject({
    only: ['get', 'put/small'],
    rounds: 5,
    seconds: 1,
    isQuick: false,
    page: false,
  });
  expect(readCommandLine(['--quick', '--seconds', '2'])).toMatchObject({ rounds: 2, seconds: 2 });
  expect(readCommandLine(['--help'])).toBeUndefined();
  expect(() => readCommandLine(['--rounds', '1.5'])).toThrow('--rounds must be a number above 0');
  expect(() => readCommandLine(['--rond', '1'])).toThrow('--rond');
});

test('a spread has the middle of the figures, also of an even number', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 });
});

describe('a report', () => {
  const results = [
    resultOf('get/small/128', { official: 100, wire: 320 }),
    resultOf('find-by-id/small/128', { core: 100, orm: 80, 'orm coalesced': 210, official: 60 }),
  ];

  test('says which aims were met', () => {
    const slow = resultOf('get/small/1', { official: 100, wire: 98 });
    const verdicts = judge([slow, ...results]).map(
      ({ workload, subject, baseline, figure, isMet }) =>
        [workload, figure, subject, baseline, isMet].join(' '),
    );
    expect(verdicts).toEqual([
      'get/small/1 throughput wire official false',
      'get/small/1 latency wire official true',
      'get/small/128 throughput wire official true',
      'get/small/128 CPU wire official false',
      'find-by-id/small/128 throughput orm core false',
      'find-by-id/small/128 throughput orm coalesced core true',
      'find-by-id/small/128 throughput orm coalesced official true',
    ]);
  });

  test('draws a bar for each subject but the baselines, with its texts escaped', () => {
    const chart = drawChart(results);
    expect(chart.match(/ × /g)).toHaveLength(4);
    expect(chart).toContain('a &amp; get/small/128, 128 at a time');
  });

  test('has a page with the losses', () => {
    const page = formatPage({
      environment: ENVIRONMENT,
      effort: { rounds: 5, seconds: 1 },
      results,
    });
    expect(page).toContain('P, 2 cores, 8 GB');
    expect(page).toContain('orm does 0.80 of core.');
    expect(page).toContain('| wire | 320 | 3.20 (1.60–6.40) |');
    expect(page).toContain('**missed**');
  });

  test('aims only at what is measured', () => {
    // Making workloads sends nothing: whoever gives everything will do.
    const anyone: object = new Proxy(() => undefined, { get: () => anyone, apply: () => anyone });
    const drivers = Object.fromEntries(Object.keys(DRIVERS).map((name) => [name, anyone]));
    const workloads = allWorkloads(drivers as never, anyone as never, anyone as never, FULL_SCALE);
    for (const { workload, subject, baseline } of TARGETS) {
      const subjects = workloads.find(({ name }) => name === workload)?.subjects ?? {};
      expect({ workload, subjects: Object.keys(subjects) }).toEqual({
        workload,
        subjects: expect.arrayContaining([subject, baseline]) as string[],
      });
    }
  });
});
