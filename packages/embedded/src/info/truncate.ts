import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Clock } from '../storage/clock.js';
import { truncate, undoTruncate } from '../storage/truncate.js';
import type { InfoCommands } from './info-command.js';
import { InfoError, type InfoParams } from './info-params.js';
import { parseUnsigned, UINT64_MAX } from './unsigned.js';

const MAX_NAMESPACE_SIZE = 31;
const MAX_SET_SIZE = 63;
const MAX_LUT_SIZE = 23;
const NANOSECONDS_PER_MILLISECOND = 1_000_000n;
/** 2010-01-01 UTC in nanoseconds since 1970. */
const EPOCH_NANOSECONDS = 1_262_304_000_000_000_000n;

/** Truncation of sets and namespaces. */
export const truncateInfoCommands: InfoCommands = {
  truncate: (node, params) => {
    const namespace = params.require('namespace', MAX_NAMESPACE_SIZE);
    return runTruncate(node, params, namespace, params.require('set', MAX_SET_SIZE));
  },
  'truncate-namespace': (node, params) => {
    const namespace = requireOnlyNamespace(params);
    return runTruncate(node, params, namespace, undefined);
  },
  'truncate-undo': (node, params) => {
    const namespace = params.require('namespace', MAX_NAMESPACE_SIZE);
    return runUndo(node, namespace, params.require('set', MAX_SET_SIZE));
  },
  'truncate-namespace-undo': (node, params) =>
    runUndo(node, requireOnlyNamespace(params), undefined),
};

/** Namespaces that do not exist are answered with ok, as the server does. */
function runTruncate(
  node: Node,
  params: InfoParams,
  name: string,
  set: string | undefined,
): string {
  const lut = readLut(params, node.clock);
  node.metadata.change(node, ({ namespaces }) => {
    const namespace = namespaces.get(name);
    if (namespace !== undefined) truncate(namespace, set, lut);
  });
  return 'ok';
}

function runUndo(node: Node, name: string, set: string | undefined): string {
  node.metadata.change(node, ({ namespaces }) => {
    const namespace = namespaces.get(name);
    if (namespace !== undefined) undoTruncate(namespace, set);
  });
  return 'ok';
}

/** The namespace of a command that must not name a set: it may be a slip. */
function requireOnlyNamespace(params: InfoParams): string {
  const namespace = params.require('namespace', MAX_NAMESPACE_SIZE);
  if (params.get('set') !== undefined) {
    throw new InfoError(ResultCode.PARAMETER, 'unexpected set name');
  }
  return namespace;
}

/**
 * The moment to truncate to, in milliseconds since 1970. Without one, everything that was written so
 * far goes and nothing that is written from now on: the real server takes the time of its clock, and
 * leaves what it wrote in this very millisecond.
 */
function readLut(params: InfoParams, clock: Clock): number {
  const text = params.optional('lut', MAX_LUT_SIZE);
  if (text === undefined) return clock.passStamps();
  const nanoseconds = parseUnsigned(text, UINT64_MAX);
  if (nanoseconds < EPOCH_NANOSECONDS + NANOSECONDS_PER_MILLISECOND) {
    throw new InfoError(ResultCode.PARAMETER, 'would truncate to 0');
  }
  const lut = Number(nanoseconds / NANOSECONDS_PER_MILLISECOND);
  if (lut > clock.now()) throw new InfoError(ResultCode.PARAMETER, 'would truncate in the future');
  return lut;
}
