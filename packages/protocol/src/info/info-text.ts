import { utf8Slice } from '../bytes/buffer-text.js';

/** One answer of an info request. */
export interface InfoAnswer {
  /** The request line as the server echoes it. */
  readonly name: string;
  readonly value: string;
}

/** Body of an info request: one line for each command. No command asks for the summary. */
export function encodeInfoRequest(commands: readonly string[]): Buffer {
  return Buffer.from(commands.map((command) => `${command}\n`).join(''), 'utf8');
}

/** Command lines of an info request; a last line without its newline counts. */
export function decodeInfoRequest(body: Buffer): string[] {
  return splitLines(utf8Slice(body));
}

export function encodeInfoAnswer(answers: readonly InfoAnswer[]): Buffer {
  return Buffer.from(answers.map(({ name, value }) => `${name}\t${value}\n`).join(''), 'utf8');
}

/** Answers of an info request, in the order of its commands. A line without a tab has no value. */
export function decodeInfoAnswer(body: Buffer): InfoAnswer[] {
  return splitLines(utf8Slice(body)).map((line) => {
    const tab = line.indexOf('\t');
    if (tab < 0) return { name: line, value: '' };
    return { name: line.slice(0, tab), value: line.slice(tab + 1) };
  });
}

/**
 * Text of the form `k=v;k=v` as a map.
 *
 * @param separator - what stands between the pairs: `;` in most answers, `:` or `,` in lists.
 */
export function parseInfoPairs(text: string, separator = ';'): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const part of text.split(separator)) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    if (equals < 0) pairs.set(part, '');
    else pairs.set(part.slice(0, equals), part.slice(equals + 1));
  }
  return pairs;
}

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
