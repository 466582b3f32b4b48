import { ResultCode } from '@aeroform/protocol';
import type { InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';

const MAX_HOST_SIZE = 254;
const MAX_TEXT_SIZE = 49;
const MAX_LIST_SIZE = 2999;
const HOST_PORT = /^(?:\[[^\]]+\]|[^:[\]]+):\d+$/;

/** How nodes find each other. The nodes of this server are in one process and know each other. */
export const heartbeatInfoCommands: InfoCommands = {
  mesh: ({ settings }) =>
    `${settings.network.get('heartbeat.address')}:${settings.network.get('heartbeat.port')}`,
  mcast: () => {
    // The server has the words for the two modes mixed up.
    throw new InfoError(ResultCode.PARAMETER, 'heartbeat is in multicast mode');
  },
  recluster: (node) =>
    (node.cluster.nodes[0] ?? node) === node ? 'ok' : 'ignored-by-non-principal',
  tip: (_node, params) => {
    params.require('host', MAX_HOST_SIZE);
    const port = params.require('port', MAX_TEXT_SIZE);
    const tls = params.optional('tls', MAX_TEXT_SIZE) ?? 'false';
    if (!/^-?\d+[kmgKMG]?$/.test(port)) {
      throw new InfoError(ResultCode.PARAMETER, "'port' must be an integer");
    }
    if (tls !== 'true' && tls !== 'false') {
      throw new InfoError(ResultCode.PARAMETER, "'tls' must be either 'true' or 'false'");
    }
    // There is no way to join nodes of another process.
    throw new InfoError(ResultCode.SERVER_ERROR, 'unknown');
  },
  'tip-clear': (_node, params) => {
    const list = params.require('host-port-list', MAX_LIST_SIZE);
    const unknown = list.split(',').filter((each) => HOST_PORT.test(each));
    return `ERROR::0 cleared, ${unknown.length} not found`;
  },
};
