import {
  CDT_INVERTED,
  CdtReturnType,
  MapFlag,
  WireList,
  WireMap,
  type WireValue,
} from '@aeroform/protocol';
import { refuseOperation } from './refuse.js';
import type { Selection } from './selection.js';
import type { Span } from './span.js';

/** What a container shows of its elements. A list has no keys. */
export interface ElementSource {
  readonly keys?: readonly WireValue[];
  readonly values: readonly WireValue[];
}

/** A selection with the wish how to answer it. */
interface Answerable {
  readonly selection: Selection;
  readonly source: ElementSource;
  readonly multiple: boolean;
}

/** Whether a return type asks for everything but the selection. */
export function isInverted(returnType: number): boolean {
  return (returnType & CDT_INVERTED) !== 0;
}

/**
 * The answer to a selection.
 *
 * @returns undefined for no answer.
 * @throws {CommandError} 26 when the operation can't answer that.
 */
export function answerSelection(returnType: number, answerable: Answerable): WireValue | undefined {
  const type = returnType & 0xffff;
  const answer = ANSWERS[type as CdtReturnType];
  if (answer === undefined) refuseOperation(`return type ${type} is unknown`);
  return answer(answerable);
}

const ANSWERS: Record<CdtReturnType, (answerable: Answerable) => WireValue | undefined> = {
  [CdtReturnType.none]: () => undefined,
  [CdtReturnType.index]: numbers('indexes', false),
  [CdtReturnType.reverseIndex]: numbers('indexes', true),
  [CdtReturnType.rank]: numbers('ranks', false),
  [CdtReturnType.reverseRank]: numbers('ranks', true),
  [CdtReturnType.count]: ({ selection }) => selection.positions.length,
  [CdtReturnType.key]: ({ selection, source, multiple }) =>
    elements(selection, requireKeys(source), multiple),
  [CdtReturnType.value]: ({ selection, source, multiple }) =>
    elements(selection, source.values, multiple),
  [CdtReturnType.keyValue]: (answerable) => entries(answerable, MapFlag.preserveOrder),
  [CdtReturnType.indexRange]: span('indexSpan', false),
  [CdtReturnType.reverseIndexRange]: span('indexSpan', true),
  [CdtReturnType.rankRange]: span('rankSpan', false),
  [CdtReturnType.reverseRankRange]: span('rankSpan', true),
  [CdtReturnType.exists]: ({ selection }) => selection.exists ?? selection.positions.length > 0,
  [CdtReturnType.unorderedMap]: (answerable) => entries(answerable, MapFlag.unordered),
  [CdtReturnType.orderedMap]: (answerable) =>
    // Keys are stored sorted, so the answer is sorted by its positions.
    entries(answerable, MapFlag.keyOrdered, answerable.selection.positions),
};

function numbers(kind: 'indexes' | 'ranks', reverse: boolean) {
  return ({ selection, multiple }: Answerable): WireValue => {
    const list = selection[kind];
    if (list === undefined) refuseOperation(`the operation can't answer ${kind}`);
    const all = list(reverse);
    return multiple ? new WireList(all) : (all[0] ?? -1);
  };
}

function span(kind: 'indexSpan' | 'rankSpan', reverse: boolean) {
  return ({ selection }: Answerable): WireValue => {
    const find: ((reverse: boolean) => Span) | undefined = selection[kind];
    if (find === undefined) refuseOperation(`the operation can't answer an ${kind}`);
    const { start, count } = find(reverse);
    return new WireList([start, count]);
  };
}

function elements(
  selection: Selection,
  from: readonly WireValue[],
  multiple: boolean,
): WireValue | undefined {
  if (!multiple) return from[selection.elements[0] ?? -1];
  return new WireList(selection.elements.map((position) => from[position] as WireValue));
}

function entries(
  { selection, source }: Answerable,
  flags: number,
  positions: readonly number[] = selection.elements,
): WireMap {
  const keys = requireKeys(source);
  return new WireMap(
    positions.map((position) => keys[position] as WireValue),
    positions.map((position) => source.values[position] as WireValue),
    flags,
  );
}

function requireKeys(source: ElementSource): readonly WireValue[] {
  return source.keys ?? refuseOperation('a list has no keys to answer');
}
