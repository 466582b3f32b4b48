import { fromBinaryString } from '@aeroform/protocol';

/** Deepest nesting that the server's JSON parser follows. */
const MAX_DEPTH = 2048;
const MAX_INTEGER = 0x7fff_ffff_ffff_ffffn;

/** A string, a number or a bracket of a JSON text. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[[\]{}]/g;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses JSON as strictly as the server's parser, which refuses some texts that JSON.parse accepts:
 * bytes that are not UTF-8, U+0000 and lone surrogates in strings, integers beyond 64 bits, doubles
 * beyond the largest, nesting deeper than 2048.
 *
 * @param json - a binary string.
 * @throws {SyntaxError | TypeError} when the text is no such JSON.
 */
export function parseStrictJson(json: string): unknown {
  const text = hasHighBytes(json) ? utf8.decode(Buffer.from(json, 'latin1')) : json;
  const value: unknown = JSON.parse(text);
  let depth = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    else checkScalar(token);
    if (depth > MAX_DEPTH) throw new SyntaxError(`nested deeper than ${MAX_DEPTH}`);
  }
  return value;
}

/** The name of a shape or a property as it came in, for a message. */
export function describeJson(json: string): string {
  return fromBinaryString(json.length > 80 ? `${json.slice(0, 77)}...` : json);
}

function checkScalar(token: string): void {
  if (token.startsWith('"')) {
    if (!token.includes('\\u')) return;
    const text = JSON.parse(token) as string;
    if (text.includes('\0') || LONE_SURROGATE.test(text)) {
      throw new SyntaxError('an escape that is no character');
    }
  } else if (/[.eE]/.test(token)) {
    if (!Number.isFinite(Number(token))) throw new SyntaxError('a number too large');
  } else if (token.length > 18) {
    const value = BigInt(token);
    if (value > MAX_INTEGER || value < -MAX_INTEGER - 1n) {
      throw new SyntaxError('an integer of more than 64 bits');
    }
  }
}

function hasHighBytes(binary: string): boolean {
  for (let i = 0; i < binary.length; i++) if (binary.charCodeAt(i) > 0x7f) return true;
  return false;
}
