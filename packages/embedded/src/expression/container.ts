import { ExpressionOp, WireList, WireMap, type WireValue } from '@aeroform/protocol';
import { compareContainers } from './compare-containers.js';
import { REMOVE_ELEMENT } from '../cdt/expression-evaluation.js';
import type { Evaluate, ExpressionNode } from './expression-node.js';
import { operator, type OpcodeRow, type OpcodeRows } from './opcode-row.js';
import { StaticType } from './static-type.js';

type ContainerCode =
  | typeof ExpressionOp.inList
  | typeof ExpressionOp.mapKeys
  | typeof ExpressionOp.mapValues;

/** Functions of whole lists and maps. */
export const containerRows: OpcodeRows<ContainerCode> = {
  [ExpressionOp.inList]: operator({
    name: 'in_list',
    least: 2,
    most: 2,
    type: ([, list]) => (list === StaticType.list ? StaticType.boolean : undefined),
    compile: ([value, list]) =>
      inList((value as ExpressionNode).evaluate, (list as ExpressionNode).evaluate),
  }),
  [ExpressionOp.mapKeys]: mapParts('map_keys', (map) => map.keys),
  [ExpressionOp.mapValues]: mapParts('map_values', (map) => map.values),
};

/** Equal is what compares as equal: NaN is in every list of doubles. */
function inList(value: Evaluate, list: Evaluate): Evaluate {
  return (scope) => {
    const wanted = value(scope);
    if (wanted === undefined || wanted === REMOVE_ELEMENT) return undefined;
    const found = list(scope);
    if (!(found instanceof WireList)) return undefined;
    return found.items.some((item) => compareContainers(wanted, item).order === 0);
  };
}

/** Takes an operand of any type; what is no map is unknown. */
function mapParts(name: string, part: (map: WireMap) => WireValue[]): OpcodeRow {
  return operator({
    name,
    least: 1,
    most: 1,
    type: () => StaticType.list,
    compile: ([operand]) => {
      const { evaluate } = operand as ExpressionNode;
      return (scope) => {
        const map = evaluate(scope);
        return map instanceof WireMap ? new WireList(part(map)) : undefined;
      };
    },
  });
}
