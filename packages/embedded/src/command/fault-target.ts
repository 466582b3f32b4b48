import { FieldType, Info1, Info2, Info4, OpType } from '@aeroform/protocol';
import type { RecordCommand } from '../fault/fault-spec.js';
import type { FaultTarget } from '../fault/fault-target.js';
import type { Request } from './request.js';

const ROLL = Info4.transactionRollForward | Info4.transactionRollBack;

/** A command on one record, as faults see it. */
export function recordTarget(request: Request, digest: Buffer | undefined): FaultTarget {
  return { ...targetOf(request), command: commandOf(request), digest };
}

/** A query, as faults see it. */
export function queryTarget(request: Request): FaultTarget {
  return { ...targetOf(request), command: 'query' };
}

function targetOf(request: Request): Pick<FaultTarget, 'namespace' | 'set'> {
  return { namespace: request.text(FieldType.namespace), set: request.text(FieldType.set) };
}

/** What a request for one record does. */
export function commandOf(request: Request): RecordCommand {
  if ((request.info4 & ROLL) !== 0) return 'transaction-roll';
  if ((request.info4 & Info4.transactionVerifyRead) !== 0) return 'transaction-verify';
  return (request.info2 & Info2.write) === 0 ? readCommandOf(request) : writeCommandOf(request);
}

function readCommandOf(request: Request): RecordCommand {
  if ((request.info1 & Info1.noBinData) !== 0) return 'exists';
  return hasOnly(request, OpType.read) ? 'get' : 'operate';
}

function writeCommandOf(request: Request): RecordCommand {
  if ((request.info2 & Info2.delete) !== 0) return 'delete';
  if (request.has(FieldType.udfModule)) return 'udf';
  if (hasOnly(request, OpType.write)) return 'put';
  return hasOnly(request, OpType.touch) ? 'touch' : 'operate';
}

function hasOnly(request: Request, opType: number): boolean {
  return request.ops.every(({ op }) => op === opType);
}
