import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { EmbeddedServer } from '@aeroform/embedded';
import { describeFrame, describeLine } from './player/describe.js';
import { Peer } from './player/peer.js';
import { EPISODE_STEPS, episode, type ProgramStep, requestOf, scopeOf } from './player/program.js';
import { record, writeRecording } from './player/recording.js';
import { shrink } from './player/shrink.js';
import { type Disagreement, SideBySide } from './player/side-by-side.js';
import { Stage } from './player/stage.js';

interface Options {
  readonly steps: number;
  readonly seed: number;
  readonly host: string;
  readonly port: number;
  readonly families: readonly string[] | undefined;
  readonly from: number;
  readonly max: number;
  /** Shell command that starts the real server again when a step has stopped it. */
  readonly restart: string | undefined;
  /** Record answers for the test instead of comparing. */
  readonly record: boolean;
}

/** A namespace has at most 4095 sets, which stay when they are empty. */
const MAX_SETS = 1000;

/** Steps and disagreements of a family. */
interface Tally {
  steps: number;
  differences: number;
}

export async function main(args: readonly string[]): Promise<boolean> {
  const options = readOptions(args);
  const real = new Peer('the real server', { host: options.host, port: options.port });
  if (options.record) return recordAnswers(real);
  await using server = await EmbeddedServer.start();
  const servers = new SideBySide(
    real,
    new Peer('embedded', { host: server.host, port: server.port }),
  );
  try {
    await servers.prepare();
    return await run(options, servers);
  } finally {
    servers.close();
  }
}

const RECORDED_SEED = 2026;
const RECORDED_EPISODES = 100;

async function recordAnswers(real: Peer): Promise<boolean> {
  const stage = new Stage([real]);
  const recording = await record(stage, RECORDED_SEED, RECORDED_EPISODES);
  stage.close();
  print(`${RECORDED_EPISODES * EPISODE_STEPS} steps, ${writeRecording(recording)} bytes`);
  return true;
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      steps: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      hosts: { type: 'string', default: process.env['AEROSPIKE_HOSTS'] ?? '' },
      only: { type: 'string' },
      from: { type: 'string', default: '0' },
      max: { type: 'string', default: '10' },
      restart: { type: 'string' },
      record: { type: 'boolean', default: false },
    },
  });
  const [host = '', port = '3000'] = (values.hosts.split(',')[0] as string).split(':');
  if (host === '') throw new Error('which real server? --hosts 127.0.0.1:3000 or AEROSPIKE_HOSTS');
  return {
    steps: Number(values.steps),
    seed: Number(values.seed),
    host,
    port: Number(port),
    families: values.only?.split(','),
    from: Number(values.from),
    max: Number(values.max),
    restart: values.restart,
    record: values.record,
  };
}

async function run(options: Options, servers: SideBySide): Promise<boolean> {
  const { seed } = options;
  const tallies = new Map<string, Tally>();
  const runId = Date.now() % 1_000_000_000;
  let scopes = 0;
  const freshScope = (): ReturnType<typeof scopeOf> =>
    scopeOf(`diff${seed}-${++scopes % MAX_SETS}`, runId * 1000 + scopes);
  let differences = 0;
  for (let index = options.from; (index - options.from) * EPISODE_STEPS < options.steps; index++) {
    const { steps } = episode(seed, index, options.families);
    const played: ProgramStep[] = [];
    const onStep = (step: ProgramStep): void => {
      played.push(step);
      tally(tallies, step).steps++;
    };
    const disagreement = await servers.play(steps, freshScope(), onStep);
    if (disagreement === undefined) continue;
    const last = played.at(-1) as ProgramStep;
    tally(tallies, last).differences++;
    const title = `seed ${seed} episode ${index} step ${disagreement.at} (${last.family.name})`;
    if (disagreement.expected.lines.at(-1) === 'closed') {
      report(`${title}: THE REAL SERVER CLOSED THE CONNECTION`, {
        steps: played.slice(-4),
        disagreement,
      });
      if (options.restart !== undefined) {
        spawnSync(options.restart, { shell: true });
        await servers.prepare();
      }
    } else {
      const shrunk = await shrink(servers, played, freshScope);
      report(title, shrunk ?? { steps: played.slice(-3), disagreement });
      if (shrunk === undefined) print('  (only in its first scope)');
    }
    if (++differences >= options.max) break;
  }
  for (const [name, { steps, differences: count }] of tallies) {
    print(
      `${name.padEnd(14)} ${String(steps).padStart(8)} steps ${String(count).padStart(5)} differences`,
    );
  }
  return differences === 0;
}

function tally(tallies: Map<string, Tally>, { family }: ProgramStep): Tally {
  const present = tallies.get(family.name);
  if (present !== undefined) return present;
  const created = { steps: 0, differences: 0 };
  tallies.set(family.name, created);
  return created;
}

function report(
  title: string,
  { steps, disagreement }: { steps: readonly ProgramStep[]; disagreement: Disagreement },
): void {
  const { expected, actual, line } = disagreement;
  const scope = scopeOf('set', 1);
  print(`=== ${title}, ${steps.length} steps:`);
  for (const step of steps)
    print(describeFrame(requestOf(step, scope).frame).replaceAll(/^/gm, '    '));
  print(`  line ${line}, ttl ${expected.ttls[line] ?? '-'} / ${actual.ttls[line] ?? '-'}`);
  print(`    - ${describeLine(expected.lines[line])}`);
  print(`    + ${describeLine(actual.lines[line])}`);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
