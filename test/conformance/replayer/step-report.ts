import { AEROSPIKE_EPOCH } from '@aeroform/protocol';
import type { Answer } from './answer.js';
import { messageText } from './message-text.js';
import type { StepOutcome } from './play-step.js';

/** Most differences, and most messages of an answer, that a report shows. */
const MAX_LINES = 12;
/** Longest text of one side of a difference. */
const MAX_TEXT = 400;
/** What is shown in front of the place at which two long texts part. */
const LEAD = 80;

/** Says, for people, what is different in the answer to a step, and shows both answers. */
export function stepReport(scenarioId: string, outcome: StepOutcome): string {
  const { step, differences, answers, comparison } = outcome;
  const lines = differences.flatMap(({ what, expected, actual }) => {
    const start = Math.max(0, parting(expected, actual) - LEAD);
    return [
      `  ${what}`,
      `    expected ${excerpt(expected, start)}`,
      `    actual   ${excerpt(actual, start)}`,
    ];
  });
  const report = [`${scenarioId} step ${step.index}: ${step.label}`, ...capped(lines, 3)];
  if (answers?.expected.kind === 'messages') {
    const { recordedAt, receivedAt, batch } = comparison;
    report.push('  the answers, decoded: - recorded, + received');
    report.push(...answerLines('-', answers.expected, recordedAt, batch));
    report.push(...answerLines('+', answers.actual, receivedAt, batch));
  }
  return report.join('\n');
}

function answerLines(sign: string, answer: Answer, now: number, batch: boolean): string[] {
  if (answer.kind !== 'messages') return [`  ${sign} ${JSON.stringify(answer)}`];
  const lines = answer.messages.map(
    (message) => `  ${sign} ${excerpt(messageText(message, now - AEROSPIKE_EPOCH, batch), 0)}`,
  );
  return capped(lines, 1);
}

/** @param size - lines that belong together. */
function capped(lines: readonly string[], size: number): string[] {
  const shown = lines.slice(0, MAX_LINES * size);
  const more = (lines.length - shown.length) / size;
  return more === 0 ? shown : [...shown, `  … and ${more} more`];
}

/** Offset of the first character in which two texts differ. */
function parting(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function excerpt(text: string, start: number): string {
  const end = start + MAX_TEXT;
  const before = start > 0 ? '…' : '';
  return `${before}${text.slice(start, end)}${text.length > end ? '…' : ''}`;
}
