/** Keys of other clients, and what they are here. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  addr: 'hosts',
  appId: 'applicationId',
  auth: 'authMode',
  connTimeoutMs: 'connectTimeout',
  connectionTimeout: 'connectTimeout',
  connPoolsPerNode: 'pipelinesPerNode; pools are for threads, and there is one',
  host: 'hosts',
  ipmap: 'ipMap',
  loginTimeoutMs: 'loginTimeout',
  maxSocketIdle: 'idleTimeout (in milliseconds)',
  operationQueueTimeout: 'operationQueueTimeoutMs',
  port: 'hosts',
  tenderInterval: 'tendInterval',
  useAlternateAccessAddress: 'useServicesAlternate',
  username: 'user',
};

/** For a key of another client: what it is called here; otherwise empty. */
export function otherName(key: string): string {
  const name = Object.hasOwn(OTHER_NAMES, key) ? OTHER_NAMES[key] : undefined;
  return name === undefined ? '' : ` (here it is ${name})`;
}
