import { parseInfoError } from '@aeroform/protocol';
import { log } from '../../../observability/log.js';
import { requestInfo } from '../socket/info-exchange.js';
import type { RequestTarget } from '../socket/request-target.js';
import type { ClusterHost } from './cluster-host.js';
import { tendLimits } from './tend-limits.js';

/** First server version that can be told which client talks to it. */
const FIRST_BUILD = [8, 1] as const;

/** Tells a node which client talks to it, so that its administrator can see it. */
export async function announceClient(
  target: RequestTarget,
  build: string,
  host: ClusterHost,
): Promise<void> {
  if (!takesUserAgents(build)) return;
  const value = Buffer.from(host.options.userAgent).toString('base64');
  const [answer] = await requestInfo(target, [`user-agent-set:value=${value}`], tendLimits(host));
  const refusal = parseInfoError(answer as string);
  if (refusal === undefined) return;
  log('debug', 'aerospike.cluster', 'user agent refused', {
    node: target.node,
    reason: refusal.message,
  });
}

function takesUserAgents(build: string): boolean {
  const [major = 0, minor = 0] = build.split('.').map(Number);
  return major > FIRST_BUILD[0] || (major === FIRST_BUILD[0] && minor >= FIRST_BUILD[1]);
}
