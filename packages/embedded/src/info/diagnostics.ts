import { ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { InfoCommand, InfoCommands } from './info-command.js';
import { InfoError, type InfoParams } from './info-params.js';
import { localNamespace } from './local-namespace.js';

const MAX_TEXT_SIZE = 99;
const MAX_PATH_SIZE = 1023;
const DIGEST_DIGITS = 40;

/** A command that makes the server write about itself into its log. This one keeps no log. */
const dump: InfoCommand = (_node, params) => {
  const verbose = params.optional('verbose', MAX_TEXT_SIZE) ?? 'false';
  if (verbose === 'true' || verbose === 'false') return 'ok';
  throw verboseError();
};

const ok: InfoCommand = () => 'ok';

/** What operators ask when they look for the cause of a problem. */
export const diagnosticInfoCommands: InfoCommands = {
  'best-practices': () => 'failed_best_practices=none',
  'health-outliers': () => '',
  'health-stats': () => '',
  'dump-cluster': dump,
  'dump-fabric': dump,
  'dump-hb': dump,
  'dump-hlc': dump,
  'dump-migrates': dump,
  'dump-rw': ok,
  'dump-skew': ok,
  // The server takes the name of the namespace for that flag, and so never accepts it.
  'dump-wb-summary': (node, params) => {
    localNamespace(node, params, 'ns');
    throw verboseError();
  },
  'debug-record': (node, params) => {
    const record = findRecord(node, params);
    const mode = params.optional('mode', MAX_NAMESPACE_SIZE);
    if (mode !== undefined && !RECORD_MODES.includes(mode)) {
      throw new InfoError(ResultCode.PARAMETER, 'unknown mode');
    }
    return record();
  },
  'debug-record-meta': (node, params) => findRecord(node, params)(),
  'jem-stats': (_node, params) => {
    for (const name of ['file', 'options', 'sites']) params.optional(name, MAX_TEXT_SIZE);
    return 'ok';
  },
  'index-pressure': ({ namespaces }) =>
    [...namespaces.keys()].map((name) => `${name}:0:0`).join(';'),
  // Nothing is on a device here.
  'physical-devices': (_node, params) => {
    params.require('path', MAX_PATH_SIZE);
    throw new InfoError(ResultCode.RECORD_NOT_FOUND, 'no device info');
  },
  // There is one thread, and it is busy with this answer.
  'thread-traces': () => '',
};

const MAX_NAMESPACE_SIZE = 31;
const RECORD_MODES = ['pickle', 'raw', 'raw-encrypted'];

function verboseError(): InfoError {
  return new InfoError(ResultCode.PARAMETER, "'verbose' may be either 'true' or 'false'");
}

/** Checks the digest; the record is looked for when the rest is checked, too. */
function findRecord(node: Node, params: InfoParams): () => string {
  const namespace = localNamespace(node, params, undefined, MAX_NAMESPACE_SIZE);
  const text = params.require('keyd', DIGEST_DIGITS);
  if (text.length !== DIGEST_DIGITS) throw new InfoError(ResultCode.PARAMETER, 'keyd');
  if (!/^[0-9a-fA-F]+$/.test(text)) throw new InfoError(ResultCode.PARAMETER, 'bad keyd');
  return () => {
    const record = namespace.find(Buffer.from(text, 'hex'));
    if (record === undefined) throw new InfoError(ResultCode.RECORD_NOT_FOUND, 'record not found');
    const { set, generation, voidTime, lastUpdateTime, bins } = record;
    return `set=${set}:generation=${generation}:void-time=${voidTime}:lut=${lastUpdateTime}:bins=${bins.length}`;
  };
}
