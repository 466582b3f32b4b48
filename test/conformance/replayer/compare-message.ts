import { AEROSPIKE_EPOCH, type Message, type MessageHeader } from '@aeroform/protocol';
import { compareBin } from './compare-bin.js';
import { type Difference, textDifference } from './difference.js';
import { fieldTexts, resultCodeText, voidTimeText } from './message-text.js';

/** What decides how messages are compared, besides the messages. */
export interface Comparison {
  readonly mask: ReadonlySet<string>;
  /** The answer is one to a batch: messages carry the index of their row. */
  readonly batch: boolean;
  /** Seconds since 1970: void times are compared by what is left of them. */
  readonly recordedAt: number;
  readonly receivedAt: number;
}

/** Compares two messages at the same position of their answers. */
export function compareMessage(
  expected: Message,
  actual: Message,
  comparison: Comparison,
): Difference[] {
  return [
    ...compareHeader(expected.header, actual.header, comparison),
    ...compareVoidTime(expected.header.recordTtl, actual.header.recordTtl, comparison),
    ...textDifference('fields', fieldTexts(expected).join(' '), fieldTexts(actual).join(' ')),
    ...compareBins(expected, actual, comparison.mask),
  ];
}

const HEADER: Record<string, (header: MessageHeader) => string> = {
  'result code': (header) => resultCodeText(header.resultCode),
  info1: (header) => String(header.info1),
  info2: (header) => String(header.info2),
  info3: (header) => String(header.info3),
  info4: (header) => String(header.info4),
};

function compareHeader(
  expected: MessageHeader,
  actual: MessageHeader,
  { mask, batch }: Comparison,
): Difference[] {
  const parts = { ...HEADER };
  if (!mask.has('gen')) parts['generation'] = (header) => String(header.generation);
  if (batch) parts['batch index'] = (header) => String(header.transactionTtl);
  return Object.entries(parts).flatMap(([what, read]) =>
    textDifference(what, read(expected), read(actual)),
  );
}

const VOID_TIME_TOLERANCE_SECONDS = 5;

function compareVoidTime(expected: number, actual: number, comparison: Comparison): Difference[] {
  const { mask, recordedAt, receivedAt } = comparison;
  if (mask.has('ttl')) return [];
  const bothNever = expected === 0 && actual === 0;
  const late = actual - expected - (receivedAt - recordedAt);
  const near = Math.abs(late) <= VOID_TIME_TOLERANCE_SECONDS;
  if (bothNever || (expected !== 0 && actual !== 0 && near)) return [];
  return [
    {
      what: 'void time',
      expected: voidTimeText(expected, recordedAt - AEROSPIKE_EPOCH),
      actual: voidTimeText(actual, receivedAt - AEROSPIKE_EPOCH),
    },
  ];
}

function compareBins(expected: Message, actual: Message, mask: ReadonlySet<string>): Difference[] {
  const common = Math.min(expected.ops.length, actual.ops.length);
  const differences = textDifference(
    'number of bins',
    String(expected.ops.length),
    String(actual.ops.length),
  );
  for (const [index, bin] of expected.ops.slice(0, common).entries()) {
    differences.push(...compareBin(bin, actual.ops[index] as typeof bin, mask));
  }
  return differences;
}
