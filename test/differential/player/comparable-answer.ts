import {
  AEROSPIKE_EPOCH,
  FieldType,
  Info3,
  type Message,
  ParticleType,
  readMessages,
  ProtoType,
  ResultCode,
} from '@aeroform/protocol';
import type { AnswerKind } from '../generator/step.js';
import type { RawAnswer } from './peer.js';

/**
 * An answer as text in which only what may differ between servers is left out or put in order: see
 * ledger.json for limited-queries, row-order, geo-cells, nan-bits, lua-places, sindex-expressions,
 * truncated-messages and ttl.
 * Void times are kept apart, as what is left of them: they may differ by the time that passed.
 */
export interface ComparableAnswer {
  readonly lines: readonly string[];
  /** Seconds to live, for each line; 0 for never. */
  readonly ttls: readonly number[];
}

/** One message of an answer, with what decides its place. */
interface Line {
  readonly order: string;
  readonly text: string;
  readonly ttl: number;
}

export function comparableAnswer(raw: RawAnswer, kind: AnswerKind, now: number): ComparableAnswer {
  const lines = orderLines(
    raw.frames.flatMap((frame): Line[] => {
      if (frame.type !== ProtoType.message) return [otherLine(frame.type, frame.body)];
      return readMessages(frame.body).map((message) => lineOf(message, kind, now));
    }),
    kind,
  );
  if (kind === 'refusal' && isRefusal(lines, raw)) return { lines: ['refused'], ttls: [0] };
  if (raw.end !== 'complete') lines.push({ order: '', text: raw.end, ttl: 0 });
  return { lines: lines.map(({ text }) => text), ttls: lines.map(({ ttl }) => ttl) };
}

function isRefusal(lines: readonly Line[], { end }: RawAnswer): boolean {
  if (lines.length === 0) return end === 'closed';
  return (lines[0] as Line).text.startsWith(`${ResultCode.PARAMETER} `);
}

/** The first line in which two answers differ, undefined when they agree. */
export function differingLine(a: ComparableAnswer, b: ComparableAnswer): number | undefined {
  const count = Math.max(a.lines.length, b.lines.length);
  for (let i = 0; i < count; i++) {
    if (a.lines[i] !== b.lines[i] || !isSameTtl(a.ttls[i] as number, b.ttls[i] as number)) return i;
  }
  return undefined;
}

const TTL_TOLERANCE_SECONDS = 3;

function isSameTtl(a: number, b: number): boolean {
  return (a === 0) === (b === 0) && Math.abs(a - b) <= TTL_TOLERANCE_SECONDS;
}

function otherLine(type: number, body: Buffer): Line {
  const text = type === ProtoType.info ? infoText(body.toString('utf8')) : body.toString('hex');
  return { order: '', text: `${type} ${text}`, ttl: 0 };
}

/**
 * Text of an info answer. Servers list indexes in an order of their own, and a real one describes
 * expressions, unless it is asked for base64.
 */
function infoText(text: string): string {
  if (!text.startsWith('sindex-list')) return text;
  const [command = '', answer = ''] = text.trimEnd().split('\t');
  const entries = answer.split(';').toSorted().join(';');
  const masked = command.includes('b64')
    ? entries
    : entries.replace(/:exp=(?!null).*?:state/g, ':exp=…:state');
  return `${command}\t${masked}`;
}

function lineOf(message: Message, kind: AnswerKind, now: number): Line {
  const { header, fields, ops } = message;
  const infos = [header.info1, header.info2, header.info3, header.info4].join('.');
  const numbers = `${header.resultCode} ${infos} ${header.generation} ${header.transactionTtl}`;
  const fieldTexts = fields.map(({ type, data }) => `${type}=${data.toString('hex')}`).toSorted();
  const opTexts = ops.map(
    ({ op, particleType, flags, name, value }) =>
      `${op}.${flags} ${JSON.stringify(name.toString('latin1'))}: ${particleType} ${particleText(particleType, value)}`,
  );
  const voidTime = header.recordTtl;
  return {
    order: placeOf(message, kind),
    text: [numbers, fieldTexts.join(' '), ...opTexts].join(' | '),
    ttl: voidTime === 0 ? 0 : voidTime + AEROSPIKE_EPOCH - now,
  };
}

/**
 * A particle without what no client sees: the cells of GeoJSON are the server's own, and of a double
 * that is no number JavaScript does not keep the sign and payload. Texts stay texts.
 */
function particleText(particleType: number, value: Buffer): string {
  if (particleType === ParticleType.geojson && value.length >= 3) {
    return `000000${value.toString('hex', 3 + value.readUInt16BE(1) * 8)}`;
  }
  if (particleType === ParticleType.string)
    return value.toString('latin1').replace(UDF_DIRECTORY, '').replace(UDF_PRELUDE, '$1');
  const text = value.toString('hex');
  if (particleType === ParticleType.double) return text.replace(NOT_A_NUMBER, CANONICAL_NAN);
  return text.replace(PACKED_NOT_A_NUMBER, `cb${CANONICAL_NAN}`);
}

/** The server's own library for modules has other lines than that of embedded. */
const UDF_PRELUDE = /(\[string "as\.lua"\]):\d+/g;
/** Errors of Lua name the file with the directory that the server keeps modules in. */
const UDF_DIRECTORY = /\/[^ ]*\/(?=\w+\.lua:)/g;
const CANONICAL_NAN = '7ff8000000000000';
const NOT_A_NUMBER = /^[7f]ff(?!0{13})[0-9a-f]{13}$/;
const PACKED_NOT_A_NUMBER = /cb[7f]ff[8c]000000000000/g;

/** Rows by their index, records by digest, ended partitions by number; the end comes last. */
function placeOf({ header, fields, ops }: Message, kind: AnswerKind): string {
  if (kind === 'batch') {
    const place = (header.info3 & Info3.last) !== 0 ? 2 ** 32 : header.transactionTtl;
    return place.toString(16).padStart(9, '0');
  }
  if ((header.info3 & Info3.last) !== 0) return 'z';
  if ((header.info3 & Info3.partitionDone) !== 0) return `p${header.generation}`.padStart(6, ' ');
  const digest = fields.find(({ type }) => type === FieldType.digest)?.data.toString('hex') ?? '';
  return `d${digest}${ops.map(({ value }) => value.toString('hex')).join()}`;
}

const ORDERED: ReadonlySet<AnswerKind> = new Set(['record', 'info', 'refusal', 'anything']);

function orderLines(lines: Line[], kind: AnswerKind): Line[] {
  if (ORDERED.has(kind)) return lines;
  const sorted = lines.toSorted(
    (a, b) => compareText(a.order, b.order) || compareText(a.text, b.text),
  );

  if (kind !== 'counted query') return sorted;
  const rest = sorted.filter(({ order }) => !order.startsWith('d'));
  const count = sorted.length - rest.length;
  return [{ order: 'd', text: `${count} records`, ttl: 0 }, ...rest];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
