import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describeFrame, describeLine } from './describe.js';
import { type ComparableAnswer, differingLine } from './comparable-answer.js';
import type { Scope } from '../generator/scope.js';
import { episode, requestOf, scopeOf } from './program.js';
import type { Stage } from './stage.js';

/** One step: what tells that the frame is still the same, and the answer of the real server. */
interface RecordedStep {
  readonly frame: string;
  readonly lines: readonly string[];
  readonly ttls: readonly number[];
}

/** The answers of a real server to a part of the program. The frames are made again from the seed. */
export interface Recording {
  readonly seed: number;
  readonly episodes: readonly (readonly RecordedStep[])[];
}

const FILE = path.join(__dirname, '..', 'recorded', 'answers.json.gz');

export function readRecording(): Recording {
  return JSON.parse(gunzipSync(readFileSync(FILE)).toString('utf8')) as Recording;
}

/** @returns the size of the file in bytes. */
export function writeRecording(recording: Recording): number {
  const packed = gzipSync(JSON.stringify(recording), { level: 9 });
  writeFileSync(FILE, packed);
  return packed.length;
}

/** Plays episodes to the real server alone and keeps its answers. */
export async function record(stage: Stage, seed: number, count: number): Promise<Recording> {
  await stage.prepare();
  const episodes: RecordedStep[][] = [];
  for (let index = 0; index < count; index++) {
    const scope = recordedScope(index);
    const recorded: RecordedStep[] = [];
    await stage.begin(scope);
    for (const step of episode(seed, index).steps) {
      const request = requestOf(step, scope);
      const [answer] = (await stage.ask(request)) as [ComparableAnswer];
      recorded.push({ frame: hashOf(request.frame), ...answer });
    }
    await stage.end(scope);
    episodes.push(recorded);
  }
  return { seed, episodes };
}

/** A recorded step that embedded answers differently. */
export interface Complaint {
  readonly family: string;
  readonly text: string;
}

/**
 * Plays a recorded episode to embedded, to its end or its first difference.
 *
 * @throws when the program makes other frames than it did when it was recorded.
 */
export async function replay(
  stage: Stage,
  { seed, episodes }: Recording,
  index: number,
): Promise<Complaint | undefined> {
  const scope = recordedScope(index);
  await stage.begin(scope);
  try {
    return await replaySteps(stage, scope, { seed, index, recorded: episodes[index] ?? [] });
  } finally {
    await stage.end(scope);
  }
}

interface RecordedEpisode {
  readonly seed: number;
  readonly index: number;
  readonly recorded: readonly RecordedStep[];
}

async function replaySteps(
  stage: Stage,
  scope: Scope,
  { seed, index, recorded: all }: RecordedEpisode,
): Promise<Complaint | undefined> {
  const { steps } = episode(seed, index);
  for (const [at, recorded] of all.entries()) {
    const step = steps[at] as (typeof steps)[number];
    const { name } = step.family;
    const request = requestOf(step, scope);
    if (hashOf(request.frame) !== recorded.frame) throw new Error(drift(index, at, name));
    const [actual] = (await stage.ask(request)) as [ComparableAnswer];
    const line = differingLine(recorded, actual);
    if (line === undefined) continue;
    const text = [
      `episode ${index} step ${at} (${name})`,
      describeFrame(request.frame),
      `- ${describeLine(recorded.lines[line])} (TTL ${recorded.ttls[line] ?? 0})`,
      `+ ${describeLine(actual.lines[line])} (TTL ${actual.ttls[line] ?? 0})`,
    ].join('\n');
    return { family: name, text };
  }
  return undefined;
}

function drift(index: number, at: number, family: string): string {
  return [
    `the program makes another frame for episode ${index} step ${at} (${family}) than was recorded:`,
    'record the answers again with `pnpm --filter @aeroform/test differential -- --record`',
    'and a fresh real server (see test/differential/README.md)',
  ].join(' ');
}

function recordedScope(index: number): Scope {
  return scopeOf(`rec-${index}`, index + 1);
}

function hashOf(frame: Buffer): string {
  return createHash('sha1').update(frame).digest('hex').slice(0, 8);
}
