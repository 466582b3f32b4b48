import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { recordedBytes } from './recorded-bytes.js';

/** What need not be compared, see README.md. */
const maskItem = z.string().regex(/^(ttl|gen|info|records|stream|bin:.*)$/);

/** The steps as they are recorded; a key that is not known here is an error. */
const recordedStep = z.strictObject({
  label: z.string(),
  req: z.string().optional(),
  reqz: z.string().optional(),
  resp: z.string().optional(),
  respz: z.string().optional(),
  kind: z.enum(['info', 'raw']).optional(),
  setup: z.boolean().optional(),
  unordered: z.boolean().optional(),
  poll: z.boolean().optional(),
  wait: z.number().optional(),
  t: z.number().optional(),
  match: z.string().optional(),
  mask: z.array(maskItem).optional(),
  fresh: z.boolean().optional(),
  conn: z.enum(['open', 'closed']).optional(),
});

const recordedScenario = z.strictObject({
  id: z.string(),
  area: z.string(),
  note: z.string(),
  steps: z.array(recordedStep),
});

/** One request and the answer of the real server to it. */
export interface Step {
  /** Position in the scenario, from 0. */
  readonly index: number;
  readonly label: string;
  readonly kind: 'message' | 'info' | 'raw';
  readonly request: Buffer;
  /** Empty when the server did not answer. */
  readonly answer: Buffer;
  /** Sent, but not compared. */
  readonly setup: boolean;
  /** The records of the answer come in any order. */
  readonly unordered: boolean;
  /** Repeated until the answer is as recorded. */
  readonly poll: boolean;
  /** Milliseconds to wait before the request is sent. */
  readonly wait: number;
  /** When it was recorded, in seconds since 1970; void times are reckoned from it. */
  readonly recordedAt: number;
  /** Takes the place of the recorded text of an info answer. */
  readonly match: RegExp | undefined;
  readonly mask: ReadonlySet<string>;
  /** Sent on a connection of its own. */
  readonly fresh: boolean;
  /** What became of the connection; undefined when that was not recorded. */
  readonly connection: 'open' | 'closed' | undefined;
}

/** Steps that build on each other. Each scenario first removes the records that it uses. */
export interface Scenario {
  readonly id: string;
  readonly note: string;
  readonly steps: readonly Step[];
}

const FOLDER = path.join(__dirname, '..', 'recorded');
const SUFFIX = '.jsonl.gz';

/** The recorded areas, in the order of their names. */
export function areas(): string[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(SUFFIX));
  return files.map((file) => file.slice(0, -SUFFIX.length)).toSorted();
}

/**
 * The scenarios of an area.
 *
 * @throws on a key or value that the format does not have.
 */
export function readScenarios(area: string, folder = FOLDER): Scenario[] {
  const text = gunzipSync(readFileSync(path.join(folder, area + SUFFIX))).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { id, note, steps } = recordedScenario.parse(JSON.parse(line));
    return { id, note, steps: steps.map(toStep) };
  });
}

function toStep(recorded: z.infer<typeof recordedStep>, index: number): Step {
  return {
    index,
    label: recorded.label,
    kind: recorded.kind ?? 'message',
    request: recordedBytes(recorded.req, recorded.reqz),
    answer: recordedBytes(recorded.resp, recorded.respz),
    setup: recorded.setup ?? false,
    unordered: recorded.unordered ?? false,
    poll: recorded.poll ?? false,
    wait: recorded.wait ?? 0,
    recordedAt: recorded.t ?? 0,
    match: recorded.match === undefined ? undefined : new RegExp(recorded.match),
    mask: new Set(recorded.mask),
    fresh: recorded.fresh ?? false,
    connection: recorded.conn,
  };
}
