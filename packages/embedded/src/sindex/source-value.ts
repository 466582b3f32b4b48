import { MsgpackReader, WireError, WireList, WireMap, type WireValue } from '@aeroform/protocol';
import { followContext } from '../cdt/context-path.js';
import { ContextReader } from '../cdt/context-step.js';
import { CommandError } from '../error/command-error.js';
import { evaluateValue } from '../expression/evaluate-expression.js';
import { parseExpression } from '../expression/parse-expression.js';
import { sharedBinName } from '../storage/bin-names.js';
import type { StoredRecord } from '../storage/stored-record.js';
import { IndexedRecord } from './indexed-record.js';
import type { SindexDefinition } from './sindex-definition.js';

/** The value that an index is over: a bin, what a path into a bin leads to, or an expression. */
export type SourceValue = (record: StoredRecord) => WireValue | undefined;

export function sourceValue(definition: SindexDefinition): SourceValue {
  if (definition.expression !== undefined) return expressionValue(definition.expression);
  const bin = binValue(definition.binName);
  return definition.context === undefined ? bin : nestedValue(bin, definition.context);
}

function binValue(binName: string): SourceValue {
  // The text that the bins hold, too: it is compared with each of theirs.
  const name = sharedBinName(binName);
  return (record) => record.bins.find((bin) => bin.name === name)?.value;
}

function nestedValue(bin: SourceValue, context: Buffer): SourceValue {
  return (record) => {
    const value = bin(record);
    if (!(value instanceof WireList || value instanceof WireMap)) return undefined;
    try {
      return followContext(value, new ContextReader(new MsgpackReader(context)), false).target;
    } catch (error) {
      // A path that leads nowhere in this record.
      if (error instanceof CommandError || error instanceof WireError) return undefined;
      throw error;
    }
  };
}

function expressionValue(bytes: Buffer): SourceValue {
  const expression = parseExpression(bytes);
  return (record) => {
    try {
      return evaluateValue(expression, new IndexedRecord(record)) ?? undefined;
    } catch (error) {
      if (error instanceof CommandError) return undefined;
      throw error;
    }
  };
}
