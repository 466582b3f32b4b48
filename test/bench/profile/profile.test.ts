import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { cpuNeeds, type ThroughputNeed, throughputNeeds } from './aim-need.js';
import { aimTexts } from './aim-text.js';
import { areaOf } from './area.js';
import { readCommandLine } from './command-line.js';
import { CORES, type Costs, sumOf } from './costs.js';
import { formatPage } from './page.js';
import type { ProfileReport, WorkloadProfile } from './profile-result.js';
import { divide } from './self-time.js';
import { ENVIRONMENT } from '../sample-environment.js';
import { findServerProcesses } from './server-processes.js';

/** Runs the command from the sources; gives what it printed, and what it wrote. */
async function run(...options: string[]): Promise<{ text: string; report: ProfileReport }> {
  const out = await mkdtemp(path.join(os.tmpdir(), 'aeroform-profile-'));
  try {
    const start = path.join(__dirname, 'start.cjs');
    const args = ['--conditions=@aeroform/source', start, ...options, '--out', out];
    const { AEROSPIKE_HOSTS: _, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    const json = await readFile(path.join(out, 'profile.json'), 'utf8');
    return { text: stdout, report: JSON.parse(json) as ProfileReport };
  } finally {
    await rm(out, { recursive: true });
  }
}

const total = (parts: readonly { readonly microseconds: number }[]): number =>
  parts.reduce((sum, { microseconds }) => sum + microseconds, 0);

/** An item takes 20 µs on two cores: 12 the server, 6 the client. */
const COSTS: Costs = {
  perSecond: 100_000,
  wall: 10,
  machine: {
    total: 20,
    server: { user: 4, kernel: 8 },
    client: { user: 4, kernel: 2 },
    rest: 0.5,
    stolen: 0,
    idle: 1.5,
  },
  main: { user: 3, kernel: 2, queued: 1, asleep: 4 },
  helpers: 1,
  collector: 0.5,
  loop: 0.6,
};

function profileOf(name: string, own: Costs, baseline: Costs): WorkloadProfile {
  const subject = (of: string, costs: Costs): WorkloadProfile['own'] => ({
    subject: of,
    perSecond: { median: costs.perSecond, min: costs.perSecond, max: costs.perSecond },
    costs,
    selfTime: divide([], 1, 1, costs.main),
  });
  const ratio = own.perSecond / baseline.perSecond;
  return {
    name,
    title: name,
    concurrency: Number(name.split('/').at(-1)),
    items: 1,
    own: subject('wire', own),
    baseline: subject('official', baseline),
    ratio: { median: ratio, min: ratio, max: ratio },
  };
}

const HALF_AS_FAST: Costs = { ...COSTS, perSecond: 50_000, wall: 20 };

test('the parts of what is measured are the whole', async () => {
  const { text, report } = await run('--only', 'get/small', '--rounds', '1', '--seconds', '0.2');
  expect(report.profiles.map(({ name }) => name)).toEqual(['get/small/1', 'get/small/128']);
  expect(report.serverUnknown).toBeUndefined();
  expect(text).toMatch(/server: process \d+\n/);
  for (const { name, own, baseline } of report.profiles) {
    expect(text).toContain(`${name}: `);
    for (const { costs, selfTime } of [own, baseline]) {
      const { wall, machine, main } = costs;
      expect(costs.perSecond * wall).toBeCloseTo(1e6);
      expect(machine.total).toBeCloseTo(CORES * wall);
      // Times of different clocks, in hundredths of a second, of which there are twenty here.
      const parts = machine.rest + machine.stolen + machine.idle;
      const used = parts + sumOf(machine.client) + sumOf(machine.server!);
      expect(used / machine.total).toBeGreaterThan(0.99);
      expect(used / machine.total).toBeLessThan(1.5);
      expect(sumOf(main)).toBeGreaterThan(0);
      expect((sumOf(main) + main.queued + main.asleep) / wall).toBeCloseTo(1, 0);
      expect(total(selfTime.areas)).toBeCloseTo(sumOf(main));
      expect(total(selfTime.functions)).toBeLessThan(sumOf(main));
      expect(selfTime.areas.map(({ area }) => area)).not.toContain('other scripts');
    }
  }
  const { own, baseline } = report.profiles[1]!;
  const areasOf = ({ selfTime }: typeof own): string => {
    return selfTime.areas.map(({ area }) => area).join('\n');
  };
  expect(areasOf(own)).toMatch(/^core: /m);
  expect(areasOf(baseline)).toContain('official client: JavaScript');
}, 120_000);

test('a server that is elsewhere, or in part not named, is not taken for one here', async () => {
  const unknown = (why: string): unknown => ({ unknown: expect.stringContaining(why) as string });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const here = `127.0.0.1:${port}`;
  try {
    expect(await findServerProcesses([here], 1)).toEqual({ pids: [process.pid] });
    expect(await findServerProcesses([here], 2)).toEqual(unknown('2 nodes, and 1'));
    expect(await findServerProcesses([`192.0.2.1:${port}`], 1)).toEqual(
      unknown('not on this mach'),
    );
  } finally {
    server.close();
    await once(server, 'close');
  }
  expect(await findServerProcesses([['127.0.0.1', port]], 1)).toEqual(unknown('not on this mach'));
});

test.each([
  ['/w/packages/core/dist/cjs/driver/wire/socket/exchange.js', 'core: driver/wire/socket'],
  ['/w/packages/protocol/src/key/digest.ts', 'protocol: key'],
  ['/w/packages/orm/dist/esm/index.js', 'orm'],
  [
    '/w/node_modules/.pnpm/aerospike@6/node_modules/aerospike/lib/client.js',
    'official client: JavaScript',
  ],
  ['/w/test/bench/profile/keep-busy.ts', 'benchmark'],
  ['node:internal/timers', 'Node: JavaScript'],
  ['wasm://wasm/3ffa1b', 'protocol: key, in WebAssembly'],
])('%s belongs to %s', (url, area) => {
  expect(areaOf({ name: 'f', url, line: 1, microseconds: 1 })).toBe(area);
});

test('samples divide the time in user mode, and none of it twice', () => {
  const at = (name: string, url: string, microseconds: number) => {
    return { name, url, line: 7, microseconds };
  };
  const sampled = [
    at('(idle)', '', 900),
    at('writeBuffer', '', 500),
    at('(garbage collector)', '', 100),
    at('get', '/packages/core/src/command/get.ts', 300),
  ];
  // 4 µs of an item in the samples, while all there is in user mode are 3.
  const tight = divide(sampled, 100, 1, { user: 3, kernel: 2 });
  expect(total(tight.areas)).toBeCloseTo(5);
  expect(tight.areas[0]).toEqual({ area: 'core: command', microseconds: 2.25 });
  expect(tight.functions).toEqual([
    { area: 'core: command', name: 'get', file: 'get.ts', line: 7, microseconds: 2.25 },
  ]);
  // With a profiler that doubles the time, half of them: the rest is native.
  const { areas } = divide(sampled, 100, 2, { user: 3, kernel: 2 });
  expect(areas).toContainEqual({ area: expect.stringMatching(/^native/), microseconds: 1 });
  expect(total(areas)).toBeCloseTo(5);
});

describe('an aim', () => {
  test('says what is left of the machine and of the thread', () => {
    const profile = profileOf('get/small/128', COSTS, HALF_AS_FAST);
    const [{ rate, machine, thread }] = throughputNeeds(profile) as [ThroughputNeed];
    expect(rate).toBe(150_000);
    expect(thread).toEqual({ room: expect.closeTo(6.67, 2) as number, takes: 5 });
    const perItem = (CORES * 1e6) / 150_000;
    expect(machine).toMatchObject({ server: 12, kernel: 2, code: 4 });
    expect(machine?.left).toBeCloseTo(perItem - 14);
    expect(machine?.most).toBeCloseTo((CORES * 1e6) / 18);
    const [cpu] = cpuNeeds(profile);
    expect(cpu).toMatchObject({ measured: 1, room: 1.5, takes: 6, kernel: 2 });
    expect(aimTexts(profile).map(({ points }) => points.length)).toEqual([3, 1]);
  });

  test('says nothing of the machine if the server is elsewhere', () => {
    const { server: _, ...machine } = COSTS.machine;
    const away = { ...COSTS, machine: { ...machine, server: undefined } };
    const profile = profileOf('put/small/128', away, HALF_AS_FAST);
    expect(throughputNeeds(profile)[0]?.machine).toBeUndefined();
    const [text] = aimTexts(profile);
    expect(text?.points.join()).not.toContain('cores');
  });

  test('of one call at a time is a round trip', () => {
    const [text] = aimTexts(profileOf('get/small/1', HALF_AS_FAST, COSTS));
    expect(text?.points[0]).toBe(
      'A round trip may take 10.00 µs, and takes 20.00 µs: **10.00 µs too much**.',
    );
    expect(text?.points[2]).toContain(
      'works for 5.00 µs, 2.00 µs of them in the kernel, and waits',
    );
  });
});

test('the page has the aims, and warns of a machine that did other work', () => {
  const disturbed = { ...COSTS, machine: { ...COSTS.machine, rest: 5 } };
  const report: ProfileReport = {
    environment: ENVIRONMENT,
    effort: { rounds: 3, seconds: 1 },
    serverUnknown: 'not on this machine: elsewhere:3000',
    profiles: [profileOf('get/small/128', disturbed, HALF_AS_FAST)],
  };
  const page = formatPage(report);
  expect(page).toContain('Server: here, not on this machine: elsewhere:3000.');
  expect(page).toContain('measured 2.00 (2.00–2.00): **missed**.');
  expect(page).toContain('| together | 5.00 | 100.0 | 5.00 | 100.0 |');
  expect(page).toContain('Other processes took 25 % of the machine while wire was measured');
});

test('the options have defaults, and are checked', () => {
  expect(readCommandLine(['--only', 'get,query'])).toMatchObject({
    only: ['get', 'query'],
    rounds: 3,
    seconds: 1,
    page: false,
  });
  expect(readCommandLine(['--help'])).toBeUndefined();
  expect(() => readCommandLine(['--seconds', '0'])).toThrow('--seconds must be a number above 0');
  expect(() => readCommandLine(['--sec', '1'])).toThrow('--sec');
});
