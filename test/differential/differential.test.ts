import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedServer } from '@aeroform/embedded';
import { FAMILIES } from './families/all.js';
import { comparableAnswer, differingLine } from './player/comparable-answer.js';
import { Peer } from './player/peer.js';
import { episode, requestOf, scopeOf } from './player/program.js';
import { type Complaint, readRecording, replay } from './player/recording.js';
import { Stage } from './player/stage.js';

const recording = readRecording();
const families = [...new Set(FAMILIES.map(({ name }) => name))];
const steps = recording.episodes.flatMap(
  (_recorded, index) => episode(recording.seed, index).steps,
);

describe('The recorded run of the differential program', () => {
  const complaints: Complaint[] = [];

  beforeAll(async () => {
    await using server = await EmbeddedServer.start();
    const stage = new Stage([new Peer('embedded', { host: server.host, port: server.port })]);
    await stage.prepare();
    for (const index of recording.episodes.keys()) {
      const complaint = await replay(stage, recording, index);
      if (complaint !== undefined) complaints.push(complaint);
    }
    stage.close();
  }, 60_000);

  test.each(families)('embedded answers steps of %s as the real server did', (family) => {
    const own = complaints.filter((complaint) => complaint.family === family);
    if (own.length > 0) throw new Error(own.map(({ text }) => text).join('\n\n'));
  });

  test.each(families)('there are steps of %s in it', (family) => {
    expect(steps.filter((step) => step.family.name === family).length).toBeGreaterThan(20);
  });
});

test('The program makes the same frames from the same seed and scope, and others from others', () => {
  const frames = (seed: number, set: string): string[] => {
    const scope = scopeOf(set, 1);
    return episode(seed, 0).steps.map((step) => requestOf(step, scope).frame.toString('hex'));
  };
  expect(frames(7, 'a')).toEqual(frames(7, 'a'));
  expect(frames(7, 'a')).not.toEqual(frames(8, 'a'));
  expect(frames(7, 'a')).not.toEqual(frames(7, 'b'));
});

test('A program that has changed since it was recorded says so', async () => {
  const [first] = recording.episodes;
  const altered = { seed: recording.seed + 1, episodes: [first!] };
  await using server = await EmbeddedServer.start();
  const stage = new Stage([new Peer('embedded', { host: server.host, port: server.port })]);
  await expect(replay(stage, altered, 0)).rejects.toThrow('--record');
  stage.close();
});

test('Answers differ by one bit of a value, and by more than three seconds of a TTL', () => {
  const answer = { lines: ['0 0.0.0.0 1 0 |  | 1.0 "i": 1 0000000000000001'], ttls: [5000] };
  const other = (line: string, ttl: number) => ({ lines: [line], ttls: [ttl] });
  const line = answer.lines[0] as string;
  expect(differingLine(answer, other(line, 4998))).toBeUndefined();
  expect(differingLine(answer, other(line, 4990))).toBe(0);
  expect(differingLine(answer, other(line, 0))).toBe(0);
  expect(differingLine(answer, other(line.replace(/1$/, '0'), 5000))).toBe(0);
  expect(differingLine(answer, { lines: [line, line], ttls: [5000, 5000] })).toBe(1);
});

test('A connection that is closed instead of an answer is a difference', () => {
  const closed = comparableAnswer({ frames: [], end: 'closed' }, 'record', 0);
  expect(closed.lines).toEqual(['closed']);
});

test('The code names every entry of the ledger where it says', () => {
  const read = (file: string): string => readFileSync(path.join(__dirname, file), 'utf8');
  const ledger = JSON.parse(read('ledger.json')) as { id: string; where: string; reason: string }[];
  expect(ledger.filter(({ id, where }) => !read(where).includes(id))).toEqual([]);
  expect(ledger.filter(({ reason }) => reason === '')).toEqual([]);
});
