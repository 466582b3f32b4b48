import {
  CdtContextFlag,
  decodeValue,
  ListFlag,
  MapFlag,
  type MsgpackReader,
  WireError,
  WireList,
  WireMap,
  type WireValue,
  wireValueFactory,
} from '@aeroform/protocol';
import { nilPadding } from './nil-padding.js';
import { refuseOperation, refuseParameter } from './refuse.js';
import { storableValue } from './storable-value.js';

/** What a step of a path goes by. */
export const StepKind = { index: 0, rank: 1, key: 2, value: 3 } as const;
export type StepKind = (typeof StepKind)[keyof typeof StepKind];

const KIND_MASK = 0x0f;
const LIST_BIT = 0x10;
const MAP_BIT = 0x20;

/** One step of a path into nested lists and maps. */
export interface ContextStep {
  readonly kind: StepKind;
  /** Whether the step is meant for lists, for maps; neither means either. */
  readonly forList: boolean;
  readonly forMap: boolean;
  /** The order to create what is missing: 0 for none, otherwise `CdtContextFlag`. */
  readonly create: number;
  readonly persistIndex: boolean;
  /** Index or rank; key or value to look for. */
  readonly target: WireValue;
}

/** Reads the list of a call's steps one by one: a step that is not reached is not checked. */
export class ContextReader {
  readonly #reader: MsgpackReader;
  #left: number;

  /** @throws {CommandError} 4 when the path is empty or not made of pairs. */
  constructor(reader: MsgpackReader) {
    this.#reader = reader;
    const size = parse(() => reader.readArrayHeader());
    if (size === 0 || size % 2 !== 0) refuseParameter(`a context of ${size} elements`);
    this.#left = size / 2;
  }

  get done(): boolean {
    return this.#left === 0;
  }

  next(): ContextStep {
    this.#left--;
    const type = Number(parse(() => this.#reader.readInteger()));
    const kind = type & KIND_MASK;
    const forList = (type & LIST_BIT) !== 0;
    const forMap = (type & MAP_BIT) !== 0;
    const create = type & CdtContextFlag.createMask;
    const persistIndex = (type & CdtContextFlag.persistIndex) !== 0;
    const isAuto = !forList && !forMap;
    if (kind > StepKind.value || (isAuto && (create !== 0 || persistIndex))) {
      refuseOperation(`context type ${type} is unknown`);
    }
    const target = this.#readTarget(kind as StepKind);
    return { kind: kind as StepKind, forList, forMap, create, persistIndex, target };
  }

  #readTarget(kind: StepKind): WireValue {
    try {
      if (kind === StepKind.key || kind === StepKind.value) {
        return decodeValue(this.#reader, wireValueFactory);
      }
      const value = this.#reader.readInteger();
      return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : value;
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      refuseOperation(`a context step without a fitting value: ${error.message}`);
    }
  }
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    refuseParameter(`malformed context: ${error.message}`);
  }
}

/**
 * Checks that a step can create the list or map that it leads through.
 *
 * @param topLevel whether that is the bin itself: only there an index can be persisted.
 * @throws {CommandError} 26 when it can't.
 */
export function requireCreatable(step: ContextStep, topLevel: boolean): void {
  if (step.persistIndex && !topLevel) refuseOperation('only the bin itself can persist an index');
  if (isMapKeyStep(step)) {
    if (storableValue(step.target) === undefined) refuseOperation('the key cannot be created');
    return;
  }
  if (!isListIndexStep(step)) refuseOperation('only map keys and list indexes can be created');
  const index = step.target as number;
  const anyIndex =
    step.create === CdtContextFlag.createListUnorderedPad ||
    step.create === CdtContextFlag.createListOrdered ||
    (step.create !== 0 && step.persistIndex);
  if (index < -1 || (index > 0 && !anyIndex)) refuseOperation(`index ${index} cannot be created`);
}

function isMapKeyStep({ kind, forList, forMap }: ContextStep): boolean {
  return kind === StepKind.key && forMap && !forList;
}

function isListIndexStep({ kind, forList, forMap }: ContextStep): boolean {
  return kind === StepKind.index && forList && !forMap;
}

const MAP_FLAGS: Partial<Record<number, number>> = {
  [CdtContextFlag.createMapKeyOrdered]: MapFlag.keyOrdered,
  [CdtContextFlag.createMapKeyValueOrdered]: MapFlag.keyValueOrdered,
};

/** The new list or map that a step leads through, with `child` in its place. */
export function createAround(step: ContextStep, child: WireValue): WireList | WireMap {
  const persist = step.persistIndex ? MapFlag.persistIndex : 0;
  if (isMapKeyStep(step)) {
    return new WireMap([step.target], [child], (MAP_FLAGS[step.create] ?? 0) | persist);
  }
  if (step.create === CdtContextFlag.createListOrdered) {
    return new WireList([child], ListFlag.ordered | persist);
  }
  const padding = step.create === CdtContextFlag.createListUnorderedPad ? step.target : 0;
  return new WireList([...nilPadding(padding as number), child], persist);
}
