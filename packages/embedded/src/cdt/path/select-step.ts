import {
  CdtContextFlag,
  CdtContextType,
  decodeValue,
  MsgpackKind,
  type MsgpackReader,
  WireError,
  type WireValue,
  wireValueFactory,
} from '@aeroform/protocol';
import type { ExpressionEvaluation } from '../expression-evaluation.js';
import { refuseParameter } from '../refuse.js';

/** What a step of a path operation goes by. */
export const SelectKind = {
  index: 0,
  rank: 1,
  key: 2,
  value: 3,
  expression: 4,
  keyList: 10,
} as const;
export type SelectKind = (typeof SelectKind)[keyof typeof SelectKind];

const KINDS: ReadonlySet<number> = new Set(Object.values(SelectKind));
const KIND_MASK = 0x0f;
const MAX_STEPS = 64;

/** One step of a path operation: unlike a step of a context, it may select many elements. */
export interface SelectStep {
  readonly kind: SelectKind;
  /** The number on the wire: it says whether the step is for lists or maps. */
  readonly type: number;
  /** Index, rank, key, value or list of keys. */
  readonly target: WireValue;
  /** The expression that selects; undefined selects everything. */
  readonly expression: unknown;
  /** A further expression that must hold; undefined for none. */
  readonly condition: unknown;
}

/** Reads and parses steps. */
interface StepSource {
  readonly reader: MsgpackReader;
  readonly evaluation: ExpressionEvaluation | undefined;
}

/**
 * Reads the steps of a path operation.
 *
 * @throws {CommandError} 4 when they are malformed or unknown, or an expression does not parse.
 */
export function readSelectSteps(source: StepSource): SelectStep[] {
  try {
    const size = source.reader.readArrayHeader();
    if (size === 0 || size % 2 !== 0 || size / 2 > MAX_STEPS) {
      refuseParameter(`a path of ${size} elements`);
    }
    const steps: SelectStep[] = [];
    for (let i = 0; i < size; i += 2) readStep(source, steps);
    return steps;
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    refuseParameter(`malformed path: ${error.message}`);
  }
}

function readStep(source: StepSource, steps: SelectStep[]): void {
  const type = Number(source.reader.readInteger());
  if ((type & CdtContextFlag.and) !== 0) {
    addCondition(source, type, steps);
    return;
  }
  const kind = type & KIND_MASK;
  if (!KINDS.has(kind)) refuseParameter(`path step ${type} is unknown`);
  steps.push({
    kind: kind as SelectKind,
    type,
    target: kind === SelectKind.expression ? null : readTarget(source.reader, kind),
    expression: kind === SelectKind.expression ? readCondition(source) : undefined,
    condition: undefined,
  });
}

function readTarget(reader: MsgpackReader, kind: number): WireValue {
  if (kind !== SelectKind.index && kind !== SelectKind.rank) {
    return decodeValue(reader, wireValueFactory);
  }
  return Number(BigInt.asIntN(64, BigInt(reader.readInteger())));
}

/** Adds a condition to the step in front of it, which must be none that goes by an expression. */
function addCondition(source: StepSource, type: number, steps: SelectStep[]): void {
  const step = steps.pop();
  const isExpression = type === (CdtContextFlag.and | CdtContextType.expression);
  if (!isExpression || step === undefined || step.kind === SelectKind.expression) {
    refuseParameter(`path step ${type} adds a condition to nothing`);
  }
  if (step.condition !== undefined) refuseParameter('a path step with two conditions');
  steps.push({ ...step, condition: readCondition(source) ?? ALWAYS });
}

/** A condition that holds for every element. */
export const ALWAYS: unique symbol = Symbol('always');

/** The expression of a step; undefined for the plain value true. */
function readCondition(source: StepSource): unknown {
  const { reader } = source;
  const kind = reader.peekKind();
  if (kind === MsgpackKind.boolean && reader.readBoolean()) return undefined;
  if (kind !== MsgpackKind.array) refuseParameter('a path step without an expression');
  return readExpression(source);
}

/** A parsed expression: any value is one. */
export function readExpression({ reader, evaluation }: StepSource): unknown {
  const start = reader.offset;
  reader.skipElement();
  return requireEvaluation(evaluation).parse(reader.buffer.subarray(start, reader.offset));
}

export function requireEvaluation(
  evaluation: ExpressionEvaluation | undefined,
): ExpressionEvaluation {
  return evaluation ?? refuseParameter('expressions cannot be evaluated here');
}
