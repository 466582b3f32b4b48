import { CdtContextFlag, ListFlag } from '@aeroform/protocol';
import type { ListOperation, MapOperation } from '../../../operation/operation.js';
import type { NestedOperation } from '../../../operation/with-context.js';
import { type ComparisonValue, CDT_INFINITY } from '../../../value/comparison-value.js';
import { valueBrand } from '../../../value/value-brand.js';
import type { OfficialModule, OfficialOperation } from '../official-module.js';
import { isPlainValue, toOfficialValue } from '../to-official-value.js';
import { unsupported } from '../unsupported.js';
import { type CallEntry, LIST_CALLS, MAP_CALLS } from './call-table.js';
import { contextItems } from './context-items.js';
import { officialTemplate } from './operation-codes.js';
import type { OperationPlace } from './operation-place.js';

/** An operation inside a list or map. */
export function toNestedOperation(
  official: OfficialModule,
  operation: NestedOperation,
  place: OperationPlace,
): OfficialOperation {
  const made =
    operation.name === 'setType' ? setType(official, operation) : call(official, operation, place);
  if (operation.context.length === 0) return made;
  return {
    ...made,
    context: { items: contextItems(official, operation.context, `${place.text}.context`) },
  };
}

function call(
  official: OfficialModule,
  operation: NestedOperation,
  place: OperationPlace,
): OfficialOperation {
  const { bin, args } = operation;
  const entry: CallEntry =
    operation.family === 'list' ? LIST_CALLS[operation.name] : MAP_CALLS[operation.name];
  if (typeof entry === 'string') throw unsupported(entry, place.text);
  const module = operation.family === 'list' ? 'lists' : 'maps';
  const made: Record<string, unknown> = {
    op: officialTemplate(official, module, entry[0]).op,
    bin,
  };
  let policy: Record<string, unknown> | undefined;
  for (let i = 0; i < args.length && i + 1 < entry.length; i++) {
    const property = entry[i + 1] as string;
    const given = args[i] as ComparisonValue;
    if (given === undefined || isNoBound(property, given)) continue;
    const value = isPlainValue(given)
      ? given
      : toOfficialValue(official, given, `${place.text}.args[${i}]`, 'compared');
    if (isOfPolicy(property)) (policy ??= {})[property] = value;
    else made[property] = value;
  }
  if (policy !== undefined) made['policy'] = policy;
  return made as OfficialOperation;
}

/** Properties that make up the policy of a write. */
function isOfPolicy(property: string): boolean {
  return property === 'order' || property === 'writeFlags';
}

/** A range without an upper bound ends where nothing is greater. */
function isNoBound(property: string, given: ComparisonValue): boolean {
  if (property !== 'end' || typeof given !== 'object' || given === null) return false;
  return given === CDT_INFINITY || valueBrand(given) === 'infinity';
}

/** Sets the order, or creates what has it. */
function setType(
  official: OfficialModule,
  { family, bin, args, createFlags }: ListOperation | MapOperation,
): OfficialOperation {
  const type = args[0] as number;
  const persistIndex = (type & ListFlag.persistIndex) !== 0;
  const order = type & ~ListFlag.persistIndex;
  const isList = family === 'list';
  const module = isList ? 'lists' : 'maps';
  if (createFlags === 0 && !persistIndex) {
    const { op } = officialTemplate(official, module, isList ? 'setOrder' : 'setPolicy');
    return isList ? { op, bin, order } : { op, bin, policy: { order } };
  }
  const { op } = officialTemplate(official, module, 'create');
  const pad = isList && createFlags === CdtContextFlag.createListUnorderedPad;
  return { op, bin, order, pad, persistIndex };
}
