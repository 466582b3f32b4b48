import type { Message } from '@aeroform/protocol';
import { messageText } from './message-text.js';

/** A recorded record and the one to compare it with. */
export interface Pair {
  /** The place of the recorded one in its answer. */
  readonly position: number;
  readonly expected: Message;
  readonly actual: Message;
}

interface Content {
  readonly message: Message;
  readonly position: number;
  readonly text: string;
}

/**
 * Pairs as many recorded and received records as there are of both: first those with the same
 * content, then what is left over in the order of its text (in an answer to a batch, of its index),
 * so that a record with one wrong bin is likely to meet the one that it should have been.
 */
export function pairByContent(
  expected: readonly Message[],
  actual: readonly Message[],
  batch: boolean,
): Pair[] {
  const received = groupedByText(contents(actual, batch));
  const pairs: Pair[] = [];
  const missing: Content[] = [];
  for (const wanted of contents(expected, batch)) {
    const same = received.get(wanted.text)?.shift();
    if (same === undefined) missing.push(wanted);
    else pairs.push(pairOf(wanted, same));
  }
  // Groups were made in the order of the texts, and keep it.
  const unexpected = [...received.values()].flat();
  const rest = missing.slice(0, unexpected.length);
  return [...pairs, ...rest.map((wanted, i) => pairOf(wanted, unexpected[i] as Content))];
}

function groupedByText(all: readonly Content[]): Map<string, Content[]> {
  const groups = new Map<string, Content[]>();
  for (const content of all) {
    const group = groups.get(content.text);
    if (group === undefined) groups.set(content.text, [content]);
    else group.push(content);
  }
  return groups;
}

function contents(messages: readonly Message[], batch: boolean): Content[] {
  const unsorted = messages.map((message, position) => {
    const index = batch ? String(message.header.transactionTtl).padStart(10, '0') : '';
    return { message, position, text: `${index} ${messageText(message, undefined, batch)}` };
  });
  return unsorted.toSorted((a, b) => {
    if (a.text === b.text) return 0;
    return a.text < b.text ? -1 : 1;
  });
}

function pairOf(wanted: Content, got: Content): Pair {
  return { position: wanted.position, expected: wanted.message, actual: got.message };
}
