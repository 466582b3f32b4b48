import { fixedTable, integer, type SettingTable } from './setting.js';

/** Heartbeats that may be missed. */
const MIN_TIMEOUT = 3;
const THREADS = { min: 1, max: 128 };

/** The settings of the network. Ports and addresses of the service are shown by the node. */
export const NETWORK_SETTINGS: SettingTable = {
  ...fixedTable(`service.port=0 service.address= service.access-port=0 service.access-address=
    service.alternate-access-port=0 service.tls-port=0 service.tls-access-port=0
    service.tls-alternate-access-port=0 service.tls-name=null service.disable-localhost=false
    admin.port=0 admin.address=127.0.0.1 admin.tls-port=0 admin.tls-name=null admin.disable-localhost=false
    heartbeat.mode=mesh heartbeat.address=127.0.0.1 heartbeat.port=3002 heartbeat.tls-port=0
    heartbeat.tls-name=null`),
  'heartbeat.interval': integer(150, { min: 150, max: 600_000 }),
  'heartbeat.timeout': {
    initial: '10',
    parse: (text) => {
      const value = integer(0).parse?.(text);
      return Number(value) >= MIN_TIMEOUT ? value : undefined;
    },
  },
  'heartbeat.connect-timeout-ms': integer(500, { min: 50, max: 500 }),
  'heartbeat.mtu': integer(65_536),
  ...fixedTable('heartbeat.protocol=v3 fabric.address=127.0.0.1 fabric.tls-port=0'),
  ...fixedTable('fabric.tls-name=null fabric.channel-bulk-fds=2'),
  'fabric.channel-bulk-recv-threads': integer(4, THREADS),
  ...fixedTable('fabric.channel-ctrl-fds=1'),
  'fabric.channel-ctrl-recv-threads': integer(4, THREADS),
  ...fixedTable('fabric.channel-meta-fds=1'),
  'fabric.channel-meta-recv-threads': integer(4, THREADS),
  ...fixedTable('fabric.channel-rw-fds=8 fabric.channel-rw-recv-pools=1'),
  'fabric.channel-rw-recv-threads': integer(16, THREADS),
  ...fixedTable(`fabric.keepalive-enabled=true fabric.keepalive-intvl=1 fabric.keepalive-probes=10
    fabric.keepalive-time=1 fabric.latency-max-ms=5 fabric.port=3001`),
  'fabric.recv-rearm-threshold': integer(1024, { min: 0, max: 1024 * 1024 }),
  ...fixedTable('fabric.send-threads=8'),
};
