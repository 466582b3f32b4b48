import { ExpressionOp } from '@aeroform/protocol';
import { type Expression, type ExpressionNode, isExpression } from '../expression/expression.js';
import type { PathStep } from '../expression/path-step.js';
import type { Operation } from '../operation/operation.js';
import type { Predicate } from '../predicate/predicate.js';
import type { Feature } from './feature.js';

/** The parts of a command that may be too new for a server. */
interface CommandParts {
  readonly policy: { readonly filterExpression: Expression | null; readonly txn?: unknown };
  readonly operations?: readonly Operation[];
  readonly predicate?: Predicate | null;
}

/** What a server must be able to do for a command. */
export function neededFeatures({ policy, operations = [], predicate }: CommandParts): Feature[] {
  const found = new Set<Feature>();
  if (policy.txn !== undefined && policy.txn !== null) found.add('transactions');
  if (policy.filterExpression !== null) addExpression(found, policy.filterExpression);
  for (const operation of operations) addOperation(found, operation);
  const indexed = predicate?.expression ?? null;
  if (indexed !== null) {
    found.add('expressionIndexes');
    addExpression(found, indexed);
  }
  return [...found];
}

/** What a server must be able to do for a query. */
export function queryFeatures(
  query: CommandParts & { operations: readonly Operation[] },
): Feature[] {
  const needed = neededFeatures(query);
  return query.operations.length === 0 ? needed : [...needed, 'projections'];
}

function addOperation(found: Set<Feature>, operation: Operation): void {
  if (operation.family === 'expression') addExpression(found, operation.expression);
  if (operation.family === 'path') addPath(found, operation.path, operation.modification);
}

function addPath(
  found: Set<Feature>,
  path: readonly PathStep[],
  modification: Expression | null,
): void {
  found.add('pathExpressions');
  for (const step of path) {
    if (step.type === 'andFilter' || step.type === 'mapKeysIn') found.add('pathSelections');
    if ('filter' in step && step.filter !== null) addExpression(found, step.filter);
  }
  if (modification !== null) addExpression(found, modification);
}

/** Operators that read the members of lists and maps. */
const MEMBER_OPERATORS: ReadonlySet<ExpressionOp> = new Set([
  ExpressionOp.inList,
  ExpressionOp.mapKeys,
  ExpressionOp.mapValues,
]);

type FormNodes = { readonly [N in ExpressionNode as N['form']]: N };

/** What each form of node adds, for itself and for what it is made of. */
const ADD: { readonly [F in keyof FormNodes]: (found: Set<Feature>, node: FormNodes[F]) => void } =
  {
    literal: () => undefined,
    operator: (found, { op, args }) => {
      if (MEMBER_OPERATORS.has(op)) found.add('memberExpressions');
      for (const part of args) if (isExpression(part)) addExpression(found, part);
    },
    call: (found, { call, target }) => {
      for (const part of call.args) if (isExpression(part)) addExpression(found, part);
      addExpression(found, target);
    },
    path: (found, { path, modification, target }) => {
      addPath(found, path, modification);
      addExpression(found, target);
    },
  };

function addExpression(found: Set<Feature>, { node }: Expression): void {
  (ADD[node.form] as (found: Set<Feature>, node: ExpressionNode) => void)(found, node);
}
