import { ExpressionOp, LoopVariableKind } from '@aeroform/protocol';
import { type LoopElement, REMOVE_ELEMENT } from '../cdt/expression-evaluation.js';
import { UNKNOWN_NODE } from './control.js';
import type { Evaluate, ExpressionValue } from './expression-node.js';
import { expectOperands, nullary, type OpcodeRows } from './opcode-row.js';
import { lowWord, readUnsigned } from './raw-operand.js';
import { refuse } from './refuse.js';
import { hasType, StaticType } from './static-type.js';

type LoopCode = typeof ExpressionOp.loopVariable | typeof ExpressionOp.removeResult;

const LOOP_INSTRUCTION_SIZE = 16;
/** The server takes this type, which no value has, for `unknown`. */
const END_OF_TYPES = 10;

/** What only expressions of path operations can use. */
export const loopRows: OpcodeRows<LoopCode> = {
  [ExpressionOp.removeResult]: nullary(StaticType.removeResult, () => REMOVE_ELEMENT),
  [ExpressionOp.loopVariable]: {
    size: LOOP_INSTRUCTION_SIZE,
    read: (operands, count) => {
      expectOperands('loop variable', count, 2);
      const type = lowWord(readUnsigned(operands.bytes));
      const kind = readUnsigned(operands.bytes);
      if (!isLoopKind(kind)) refuse(`loop variable ${kind}`);
      if (kind === LoopVariableKind.index && type !== StaticType.integer) {
        refuse('the index of a loop is an integer');
      }
      if (type === END_OF_TYPES) return UNKNOWN_NODE;
      if (type > StaticType.removeResult) refuse(`loop variable of type ${type}`);
      return { type: type as StaticType, evaluate: readLoop(kind, type as StaticType) };
    },
  },
};

function isLoopKind(kind: number | bigint): kind is LoopKind {
  return typeof kind === 'number' && kind in LOOP_READERS;
}

type LoopKind = (typeof LoopVariableKind)[keyof typeof LoopVariableKind];

const LOOP_READERS: Record<LoopKind, (loop: LoopElement) => ExpressionValue | undefined> = {
  [LoopVariableKind.mapKey]: (loop) => loop.key,
  [LoopVariableKind.value]: (loop) => loop.value,
  [LoopVariableKind.index]: (loop) => loop.index,
};

function readLoop(kind: LoopKind, type: StaticType): Evaluate {
  const read = LOOP_READERS[kind];
  return ({ loop }) => {
    const value = loop === undefined ? undefined : read(loop);
    return hasType(value, type) ? value : undefined;
  };
}
