import type { InfoCommands } from './info-command.js';
import { statisticNames } from './statistic-list.js';

const NAMES = statisticNames(`
  features node compatibility-id edition build_ee_sha build_sha build_arch build_time build_os build
  version statistics services-alumni services partition-generation best-practices cluster-name
  cluster-stable debug-record debug-record-meta dump-cluster dump-fabric dump-hb dump-hlc
  dump-migrates dump-rw dump-skew dump-wb-summary eviction-reset get-config get-sl get-stats
  health-outliers health-stats help histogram index-pressure jem-stats latencies log log-message
  log-set logs namespace namespaces peers-clear-alt peers-clear-std peers-generation
  physical-devices query-abort query-abort-all query-show recluster service services-alumni-reset
  set-config set-log sets sindex-create sindex-delete sindex-exists sindex-list sindex-stat status
  thread-traces tip tip-clear truncate truncate-namespace truncate-namespace-undo truncate-undo
  udf-get udf-list udf-put udf-remove
`);

/** The commands that the server lists: not those that are for clients only or old. */
export const helpInfoCommands: InfoCommands = { help: () => NAMES.join(';') };
