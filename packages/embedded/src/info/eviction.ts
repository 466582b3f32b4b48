import { MAX_TTL_SECONDS, ResultCode } from '@aeroform/protocol';
import type { InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';
import { parseUnsigned, UINT64_MAX } from './unsigned.js';

const MAX_NAMESPACE_SIZE = 31;
const MAX_TTL_DIGITS = 11;

/** Eviction: records that the sweeps for expired records remove before their time. */
export const evictionInfoCommands: InfoCommands = {
  /** `eviction-reset:namespace=<name>[;ttl=<seconds from now>]`; without a TTL it ends. */
  'eviction-reset': (node, params) => {
    const name = params.require('namespace', MAX_NAMESPACE_SIZE);
    const text = params.optional('ttl', MAX_TTL_DIGITS);
    const ttl = text === undefined ? undefined : parseUnsigned(text, UINT64_MAX);
    if (ttl !== undefined && ttl > MAX_TTL_SECONDS) {
      throw new InfoError(ResultCode.PARAMETER, 'ttl too big');
    }
    node.metadata.change(node, ({ namespaces, clock }) => {
      const namespace = namespaces.get(name);
      if (namespace === undefined) return;
      namespace.evictVoidTime = ttl === undefined ? 0 : clock.nowSeconds() + Number(ttl);
    });
    return 'ok';
  },
};
