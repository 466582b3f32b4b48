import { ExpressionCall, ExpressionOp } from '@aeroform/protocol';
import { flagSubjects, type Subject, subjectOf } from '../subject.js';
import { countBitCall, countCdtCall, countHllCall, type Tally } from './count-call.js';
import type { Tree } from './msgpack-tree.js';

/** Counts the operations of an expression. Operands that are no arrays are literals and names. */
export function countExpression(node: Tree, subjects: Set<Subject>): void {
  if (!Array.isArray(node)) return;
  const [code, ...operands] = node;
  const subject = typeof code === 'number' ? subjectOf('expression', code) : undefined;
  if (subject === undefined) return;
  subjects.add(subject);
  const count = SPECIAL[code as number];
  if (count === undefined) for (const operand of operands) countExpression(operand, subjects);
  else count(operands, subjects);
}

/** For what holds expressions. */
export function tallyOf(subjects: Set<Subject>): Tally {
  return { subjects, expression: (node) => countExpression(node, subjects) };
}

type Count = (operands: Tree[], subjects: Set<Subject>) => void;

/** Opcodes with operands that are no expressions. */
const SPECIAL: Partial<Record<number, Count>> = {
  [ExpressionOp.quote]: () => undefined,
  [ExpressionOp.bin]: ([type], subjects) => countType(type, subjects),
  [ExpressionOp.key]: ([type], subjects) => countType(type, subjects),
  [ExpressionOp.regex]: ([flags, , ...operands], subjects) => {
    if (typeof flags === 'number') {
      for (const subject of flagSubjects('regexFlag', flags)) subjects.add(subject);
    }
    for (const operand of operands) countExpression(operand, subjects);
  },
  [ExpressionOp.loopVariable]: ([type, kind], subjects) => {
    countType(type, subjects);
    const subject = typeof kind === 'number' ? subjectOf('loopVariable', kind) : undefined;
    if (subject !== undefined) subjects.add(subject);
  },
  [ExpressionOp.call]: ([type, system, operation, operand], subjects) => {
    countType(type, subjects);
    if (typeof system === 'number') countCall(system, operation, subjects);
    countExpression(operand, subjects);
  },
};

const CALLS: Partial<Record<number, (call: Tree, tally: Tally) => void>> = {
  [ExpressionCall.cdt]: countCdtCall,
  [ExpressionCall.bit]: countBitCall,
  [ExpressionCall.hll]: countHllCall,
};

function countCall(system: number, operation: Tree, subjects: Set<Subject>): void {
  const plain = system & ~ExpressionCall.modify;
  const subject = subjectOf('expressionCall', plain);
  if (subject !== undefined) subjects.add(subject);
  if (plain !== system) subjects.add('expressionCall:modify');
  CALLS[plain]?.(operation, tallyOf(subjects));
  countArguments(operation, subjects);
}

/** Arguments of a call that are arrays are expressions. */
function countArguments(operation: Tree, subjects: Set<Subject>): void {
  if (!Array.isArray(operation)) return;
  for (const part of operation.slice(1)) countExpression(part, subjects);
}

function countType(type: Tree, subjects: Set<Subject>): void {
  const subject = typeof type === 'number' ? subjectOf('expressionType', type) : undefined;
  if (subject !== undefined) subjects.add(subject);
}
