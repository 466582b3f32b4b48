import { clusterInfoCommands } from './cluster.js';
import { configInfoCommands } from './config.js';
import { enterpriseInfoCommands } from './enterprise.js';
import { diagnosticInfoCommands } from './diagnostics.js';
import { evictionInfoCommands } from './eviction.js';
import { heartbeatInfoCommands } from './heartbeat.js';
import { helpInfoCommands } from './help.js';
import { histogramInfoCommands } from './histogram.js';
import { latencyInfoCommands } from './latencies.js';
import { logInfoCommands } from './logs.js';
import { setInfoCommands } from './sets.js';
import { statisticsInfoCommands } from './statistics.js';
import { systemMetadataInfoCommands } from './system-metadata.js';
import type { InfoCommand } from './info-command.js';
import { jobInfoCommands } from './jobs.js';
import { namespaceInfoCommands } from './namespaces.js';
import { nodeInfoCommands } from './node.js';
import { partitionInfoCommands } from './partitions.js';
import { rackInfoCommands } from './racks.js';
import { serviceInfoCommands } from './service.js';
import { truncateInfoCommands } from './truncate.js';
import { sindexInfoCommands } from './sindex.js';
import { udfInfoCommands } from './udf.js';
import { userAgentInfoCommands } from './user-agent.js';

/** Every info command by its name. */
export const INFO_COMMANDS: ReadonlyMap<string, InfoCommand> = new Map(
  [
    clusterInfoCommands,
    configInfoCommands,
    systemMetadataInfoCommands,
    statisticsInfoCommands,
    setInfoCommands,
    logInfoCommands,
    latencyInfoCommands,
    histogramInfoCommands,
    helpInfoCommands,
    heartbeatInfoCommands,
    evictionInfoCommands,
    diagnosticInfoCommands,
    enterpriseInfoCommands,
    jobInfoCommands,
    namespaceInfoCommands,
    nodeInfoCommands,
    partitionInfoCommands,
    rackInfoCommands,
    serviceInfoCommands,
    sindexInfoCommands,
    truncateInfoCommands,
    udfInfoCommands,
    userAgentInfoCommands,
  ].flatMap((commands) => Object.entries(commands)),
);
