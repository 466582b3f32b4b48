import type { PeerAddress } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { listStatistics, statisticNames } from './statistic-list.js';

/** Other services of a real server: this one does not have them. */
const ABSENT = statisticNames(`
  admin.port admin.addresses=null admin.tls-port admin.tls-addresses=null heartbeat.port
  heartbeat.addresses=null heartbeat.tls-port heartbeat.tls-addresses=null fabric.port
  fabric.addresses=null fabric.tls-port fabric.tls-addresses=null
`);

/** Every address of a node, as `name=value`. */
export function describeEndpoints(node: Node): string {
  const { clearAddress, tlsAddress, alternateAddress, tlsAlternateAddress } = node;
  return [
    ...endpoint('', clearAddress),
    ...endpoint('access-', clearAddress),
    // Without an alternate address the server tells its port nevertheless.
    ...endpoint('alternate-access-', alternateAddress, clearAddress?.port),
    ...endpoint('tls-', tlsAddress),
    ...endpoint('tls-access-', tlsAddress),
    ...endpoint('tls-alternate-access-', tlsAlternateAddress),
    listStatistics(ABSENT, {}),
  ].join(';');
}

function endpoint(kind: string, address: PeerAddress | undefined, port = 0): string[] {
  return [
    `service.${kind}port=${address?.port ?? port}`,
    `service.${kind}addresses=${address?.host ?? 'null'}`,
  ];
}
