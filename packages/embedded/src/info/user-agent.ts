import { ResultCode } from '@aeroform/protocol';
import type { InfoCommand, InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';

const MAX_USER_AGENT_SIZE = 87;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const setUserAgent: InfoCommand = (_node, params, session) => {
  if (session.userAgent !== undefined) throw new InfoError(ResultCode.PARAMETER, 'already set');
  const value = params.require('value', MAX_USER_AGENT_SIZE);
  if (!BASE64.test(value)) throw new InfoError(ResultCode.PARAMETER, "'value' invalid base64");
  session.userAgent = value;
  return 'ok';
};

/** Which client is at the other end of the connection. */
export const userAgentInfoCommands: InfoCommands = {
  'user-agent-set': setUserAgent,
  'user-agents': (node) => {
    const counts = new Map<string, number>();
    for (const { userAgent } of node.sessions) {
      if (userAgent !== undefined) counts.set(userAgent, (counts.get(userAgent) ?? 0) + 1);
    }
    return [...counts].map(([agent, count]) => `user-agent=${agent}:count=${count};`).join('');
  },
};
