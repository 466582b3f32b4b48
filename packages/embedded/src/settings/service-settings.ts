import { fixedTable, flag, integer, type SettingTable } from './setting.js';

const MAX_NAME_SIZE = 64;
const MAX_INT = 0x7fff_ffff;
const MAX_PROTO_FD_MAX = 2 ** 21;

/** The settings of the server itself. Those that options or the machine decide are shown by the node. */
export const SERVICE_SETTINGS: SettingTable = {
  'advertise-ipv6': flag(false),
  ...fixedTable('auto-pin=none'),
  'batch-index-threads': integer(2, { min: 0, max: 256 }),
  'batch-max-buffers-per-queue': integer(255),
  'batch-max-requests': integer(0),
  'batch-max-unused-buffers': integer(256),
  'cgroup-mem-tracking': flag(false),
  'cluster-name': {
    initial: '',
    parse: (text) => (text !== '' && text.length <= MAX_NAME_SIZE ? text : undefined),
  },
  ...fixedTable('debug-allocations=false disable-udf-execution=false'),
  'enable-benchmarks-fabric': flag(false),
  'enable-health-check': flag(false),
  'enable-hist-info': flag(false),
  ...fixedTable('enforce-best-practices=false indent-allocations=false'),
  'info-max-ms': integer(10_000, { min: 500, max: 10_000 }),
  'info-threads': integer(16, { min: 1, max: 256 }),
  ...fixedTable('keep-caps-ssd-health=false log-local-time=false log-millis=false'),
  'microsecond-histograms': flag(false),
  ...fixedTable('migrate-fill-delay=0'),
  'migrate-max-num-incoming': integer(4, { min: 0, max: 256 }),
  'migrate-threads': integer(1, { min: 0, max: 100 }),
  'min-cluster-size': integer(1, { min: 0, max: 1 }),
  ...fixedTable('node-id= node-id-interface=null os-group-perms=false pidfile=null'),
  ...fixedTable('poison-allocations=false'),
  'proto-fd-idle-ms': integer(0, { min: 0, max: MAX_INT }),
  'proto-fd-max': integer(15_000, { min: 1024, max: MAX_PROTO_FD_MAX }),
  ...fixedTable('quarantine-allocations=0'),
  'query-max-done': integer(100, { min: 0, max: 10_000 }),
  'query-threads-limit': integer(128, { min: 1, max: 1024 }),
  ...fixedTable(`run-as-daemon=false secrets-address-port=null secrets-tls-context=null
    secrets-uds-path=null`),
  'service-threads': integer(2, { min: 1, max: 4096 }),
  'sindex-builder-threads': integer(4, { min: -MAX_INT, max: 32 }),
  'sindex-gc-period': integer(10),
  ...fixedTable('stay-quiesced=false'),
  'ticker-interval': integer(10),
  ...fixedTable('tls-refresh-period=0'),
  'transaction-max-ms': integer(1000),
  'transaction-retry-ms': {
    initial: '1002',
    parse: (text) => {
      const value = integer(0).parse?.(text);
      return value === '0' ? undefined : value;
    },
  },
  ...fixedTable(`vault-ca=null vault-namespace=null vault-path=null vault-token-file=null
    vault-url=null work-directory=/opt/aerospike`),
};
