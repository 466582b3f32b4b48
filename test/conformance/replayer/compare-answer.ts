import type { Message } from '@aeroform/protocol';
import { type Answer, isLast } from './answer.js';
import { type Comparison, compareMessage } from './compare-message.js';
import { type Difference, inside, textDifference } from './difference.js';
import { pairByContent } from './pair-by-content.js';
import type { Step } from './scenario.js';

/** Compares a whole answer with the recorded one. */
export function compareAnswer(
  expected: Answer,
  actual: Answer,
  step: Step,
  comparison: Comparison,
): Difference[] {
  if (expected.kind === 'messages' && actual.kind === 'messages') {
    const compare = step.unordered ? compareRecords : compareInOrder;
    return compare(expected.messages, actual.messages, comparison);
  }
  if (expected.kind === 'info' && actual.kind === 'info') {
    return compareInfo(expected.text, actual.text, step);
  }
  if (expected.kind === 'admin' && actual.kind === 'admin') {
    const texts = [expected, actual].map(({ resultCodes }) => resultCodes.join(', '));
    return textDifference('result codes', texts[0] as string, texts[1] as string);
  }
  return textDifference('kind of answer', expected.kind, actual.kind);
}

function compareInfo(expected: string, actual: string, { match, mask }: Step): Difference[] {
  if (match !== undefined) {
    if (match.test(actual)) return [];
    return [{ what: 'info text', expected: `a match of ${String(match)}`, actual: quote(actual) }];
  }
  if (mask.has('info')) return [];
  return textDifference('info text', quote(expected), quote(actual));
}

/** Tabs and line ends must be seen in a report. */
function quote(text: string): string {
  return JSON.stringify(text);
}

type Messages = readonly Message[];

function compareInOrder(
  expected: Messages,
  actual: Messages,
  comparison: Comparison,
): Difference[] {
  const common = Math.min(expected.length, actual.length);
  return [
    ...compareCounts('number of messages', expected, actual),
    ...expected.slice(0, common).flatMap((message, index) => {
      const found = compareMessage(message, actual[index] as Message, comparison);
      return expected.length > 1 ? inside(`message ${index}`, found) : found;
    }),
  ];
}

/** The records in any order, the message that ends the stream by itself. */
function compareRecords(
  expected: Messages,
  actual: Messages,
  comparison: Comparison,
): Difference[] {
  const { mask, batch } = comparison;
  const ends = compareInOrder(expected.filter(isLast), actual.filter(isLast), comparison);
  const differences = inside('end of the stream', ends);
  if (mask.has('stream')) return differences;
  const wanted = expected.filter((message) => !isLast(message));
  const got = actual.filter((message) => !isLast(message));
  const counts = compareCounts('number of records', wanted, got);
  differences.push(...counts);
  if (counts.length > 0 || mask.has('records')) return differences;
  for (const pair of pairByContent(wanted, got, batch)) {
    const found = compareMessage(pair.expected, pair.actual, comparison);
    differences.push(...inside(`record ${pair.position}`, found));
  }
  return differences;
}

function compareCounts(what: string, expected: Messages, actual: Messages): Difference[] {
  return textDifference(what, String(expected.length), String(actual.length));
}
