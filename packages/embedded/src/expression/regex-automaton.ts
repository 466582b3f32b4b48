import type { ByteSet } from './byte-set.js';
import { refuse } from './refuse.js';
import type { RegexAssertion, RegexNode } from './regex-node.js';

/** Most states: intervals in intervals multiply them. */
const MAX_STATES = 100_000;

/** A state: goes on without a byte, with a byte of a set, where an assertion holds, or has matched. */
type State =
  | { readonly kind: 'split'; readonly next: number[] }
  | { readonly kind: 'bytes'; readonly set: ByteSet; next: number }
  | { readonly kind: 'assertion'; readonly assertion: RegexAssertion; next: number }
  | { readonly kind: 'match' };

/**
 * A regular expression without back references, as an automaton. It follows all ways through the
 * pattern at once, so that a search takes time in proportion to the text, whatever the pattern is.
 */
export class RegexAutomaton {
  readonly #states: State[] = [{ kind: 'match' }];
  readonly #start: number;
  /** For each state, the position at which it was last reached, to reach it once only. */
  readonly #reachedAt: Int32Array;

  /** @throws {CommandError} PARAMETER when it would be too large. */
  constructor(regex: RegexNode) {
    this.#start = this.#build(regex, 0);
    this.#reachedAt = new Int32Array(this.#states.length);
  }

  /** How large it is. */
  get size(): number {
    return this.#states.length;
  }

  /** Whether a binary string holds a match. */
  test(text: string): boolean {
    this.#reachedAt.fill(-1);
    let current: number[] = [];
    for (let at = 0; at <= text.length; at++) {
      if (this.#reach(this.#start, text, at, current)) return true;
      const following: number[] = [];
      const byte = text.charCodeAt(at);
      for (const id of current) {
        const state = this.#states[id];
        if (at === text.length || state?.kind !== 'bytes' || !state.set.has(byte)) continue;
        if (this.#reach(state.next, text, at + 1, following)) return true;
      }
      current = following;
    }
    return false;
  }

  /** Adds what can be reached without a byte. @returns true for a match. */
  #reach(from: number, text: string, at: number, found: number[]): boolean {
    const open = [from];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (this.#reachedAt[id] === at) continue;
      this.#reachedAt[id] = at;
      const state = this.#states[id] as State;
      if (state.kind === 'match') return true;
      if (state.kind === 'bytes') found.push(id);
      else if (state.kind === 'split') for (const next of state.next) open.push(next);
      else if (ASSERTIONS[state.assertion](text, at)) open.push(state.next);
    }
    return false;
  }

  /** Adds the states of a part. @returns where it begins; it ends at `next`. */
  #build(node: RegexNode, next: number): number {
    switch (node.kind) {
      case 'bytes':
        return this.#add({ kind: 'bytes', set: node.set, next });
      case 'assertion':
        return this.#add({ kind: 'assertion', assertion: node.assertion, next });
      case 'sequence':
        return node.parts.reduceRight((end, part) => this.#build(part, end), next);
      case 'choice':
        return this.#add({
          kind: 'split',
          next: node.parts.map((part) => this.#build(part, next)),
        });
      case 'repeat':
        return this.#buildRepeat(node.body, node.least, node.most, next);
      case 'group':
        return this.#build(node.body, next);
      case 'reference':
        throw new Error('an automaton has no memory of groups');
      case 'never':
        return this.#add({ kind: 'split', next: [] });
    }
  }

  #buildRepeat(body: RegexNode, least: number, most: number, next: number): number {
    let start = next;
    if (most === Infinity) {
      const loop: number[] = [next];
      start = this.#add({ kind: 'split', next: loop });
      loop.push(this.#build(body, start));
    } else {
      for (let i = least; i < most; i++) {
        start = this.#add({ kind: 'split', next: [next, this.#build(body, start)] });
      }
    }
    for (let i = 0; i < least; i++) start = this.#build(body, start);
    return start;
  }

  #add(state: State): number {
    if (this.#states.length >= MAX_STATES) refuse('a regex with too many repetitions');
    return this.#states.push(state) - 1;
  }
}

type Holds = (text: string, at: number) => boolean;

const atStart: Holds = (_text, at) => at === 0;
const atEnd: Holds = (text, at) => at === text.length;
const isWord: Holds = (text, at) => /^\w/.test(text.charAt(at));
const isEdge: Holds = (text, at) => isWord(text, at - 1) !== isWord(text, at);

const ASSERTIONS: Readonly<Record<RegexAssertion, Holds>> = {
  lineStart: atStart,
  lineEnd: atEnd,
  textStart: atStart,
  textEnd: atEnd,
  afterNewline: (text, at) => at === 0 || text[at - 1] === '\n',
  beforeNewline: (text, at) => at === text.length || text[at] === '\n',
  word: isEdge,
  notWord: (text, at) => !isEdge(text, at),
  wordStart: (text, at) => isEdge(text, at) && isWord(text, at),
  wordEnd: (text, at) => isEdge(text, at) && isWord(text, at - 1),
};
