import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { EmbeddedServer } from '@aeroform/embedded';
import { type MessageOp, OpType, ParticleType } from '@aeroform/protocol';
import { compareBin } from './replayer/compare-bin.js';
import { playScenario } from './replayer/play-scenario.js';
import { readScenarios, type Scenario, type Step } from './replayer/scenario.js';
import { verdict } from './replayer/verdict.js';

let server: EmbeddedServer;
beforeAll(async () => {
  server = await EmbeddedServer.start();
});
afterAll(() => server.stop());

/** Plays a recording to embedded and says what is wrong with the answers. */
async function complaints(scenario: Scenario, expectedFailures: number[] = []): Promise<string[]> {
  const { host, port } = server;
  const outcomes = await playScenario(scenario, { host, port });
  return verdict(scenario.id, outcomes, new Set(expectedFailures));
}

/** A recording in which one step is not as it was. */
function altered(id: string, index: number, change: (step: Step) => Partial<Step>): Scenario {
  const scenario = readScenarios(id.split('/')[0]!).find((each) => each.id === id)!;
  const steps = scenario.steps.map((step) =>
    step.index === index ? { ...step, ...change(step) } : step,
  );
  return { ...scenario, steps };
}

/** A change of the recorded answer: adds to one of its bytes; negative offsets count from the end. */
function answerPlus(offset: number, addend: number): (step: Step) => Partial<Step> {
  return ({ answer }) => {
    const bytes = Buffer.from(answer);
    const at = offset < 0 ? bytes.length + offset : offset;
    bytes[at] = bytes[at]! + addend;
    return { answer: bytes };
  };
}

const GENERATION = 8 + 9;

test('A wrong value is reported with its scenario, step, label and both answers', async () => {
  expect(await complaints(altered('crud/int-0', 14, answerPlus(-1, -1)))).toEqual([
    [
      'crud/int-0 step 14: get',
      '  bin "v"',
      '    expected 126',
      '    actual   127',
      '  the answers, decoded: - recorded, + received',
      '  - result 0 OK, generation 1, void time never, bins ("v": 126)',
      '  + result 0 OK, generation 1, void time never, bins ("v": 127)',
    ].join('\n'),
  ]);
});

test('A generation that is not masked is compared', async () => {
  const wrong = answerPlus(GENERATION, 1);
  const [complaint] = await complaints(altered('crud/int-0', 7, wrong));
  expect(complaint).toContain('  generation\n    expected 2\n    actual   1\n');
  const masked = (step: Step): Partial<Step> => ({ ...wrong(step), mask: new Set(['gen']) });
  expect(await complaints(altered('crud/int-0', 7, masked))).toEqual([]);
});

test('Doubles may differ by one unit in the last place', async () => {
  expect(await complaints(altered('crud/double-0', 8, answerPlus(-1, 1)))).toEqual([]);
  const [complaint] = await complaints(altered('crud/double-0', 8, answerPlus(-1, 2)));
  expect(complaint).toContain('    expected 0.5000000000000002\n    actual   0.5\n');
});

test('What is left of a void time may differ by five seconds', async () => {
  const later = (seconds: number) => (step: Step) => ({ recordedAt: step.recordedAt - seconds });
  expect(await complaints(altered('policies/ttl', 8, later(4)))).toEqual([]);
  const [complaint] = await complaints(altered('policies/ttl', 8, later(20)));
  expect(complaint).toMatch(/ {2}void time\n {4}expected in \d+ s\n {4}actual {3}in \d+ s\n/);
});

test('A record of a scan that is not as recorded is found among the others', async () => {
  const [complaint, ...others] = await complaints(
    altered('query/scan', 20, (step) => {
      const answer = Buffer.from(step.answer);
      answer.write('b?', answer.indexOf('b3'));
      return { answer };
    }),
  );
  expect(complaint).toMatch(/record \d: bin "b"\n {4}expected "b\?"\n {4}actual {3}"b3"\n/);
  expect(others).toEqual([]);
});

test('An answer that should not come, and one that does not, are reported', async () => {
  const silent = await complaints(altered('crud/int-0', 7, () => ({ answer: Buffer.alloc(0) })));
  expect(silent).toEqual([expect.stringContaining('answer\n    expected none\n    actual   30 b')]);
  const { answer } = readScenarios('malformed')[0]!.steps[1]!;
  const chatty = altered('malformed/framing', 8, () => ({ answer }));
  expect(await complaints(chatty)).toEqual([
    expect.stringContaining('    expected a whole one\n    actual   0 bytes when the time was up'),
  ]);
});

test('What became of the connection is compared', async () => {
  const left = altered('malformed/framing', 2, () => ({ connection: 'open' }));
  expect(await complaints(left)).toEqual([
    'malformed/framing step 2: proto version 0\n  connection\n    expected open\n    actual   closed',
  ]);
});

test('A step in the ledger must fail, and is then no complaint', async () => {
  const wrong = altered('crud/int-0', 14, answerPlus(-1, -1));
  expect(await complaints(wrong, [14])).toEqual([]);
  expect(await complaints(wrong, [14, 16])).toEqual([
    'crud/int-0 step 16 is as recorded: take it out of expectation.json (get)',
  ]);
});

test('A key that the format does not have is refused', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'aeroform-recorded-'));
  const step = { label: 'get', req: '', resp: '', retries: 1 };
  const scenario = { id: 'odd/key', area: 'odd', note: '', steps: [step] };
  writeFileSync(path.join(folder, 'odd.jsonl.gz'), gzipSync(JSON.stringify(scenario)));
  expect(() => readScenarios('odd', folder)).toThrow('retries');
  rmSync(folder, { recursive: true });
});

function failure(text: string): MessageOp {
  const name = Buffer.from('FAILURE');
  const value = Buffer.from(text);
  return { op: OpType.read, particleType: ParticleType.string, flags: 0, name, value };
}

test('Lua errors are compared up to the line, without the directory', () => {
  const recorded = failure('/opt/udf/lua/a.lua:3: attempt to index a nil value');
  expect(compareBin(recorded, failure('a.lua:3: nil has no fields'), new Set())).toEqual([]);
  expect(compareBin(recorded, failure('a.lua:4: nil has no fields'), new Set())).toEqual([
    { what: 'bin "FAILURE"', expected: 'a.lua:3:', actual: 'a.lua:4:' },
  ]);
});
