import { configInfoCommands } from './config.js';
import { enterpriseInfoCommands } from './enterprise.js';
import type { InfoCommand } from './info-command.js';
import { jobInfoCommands } from './jobs.js';
import { namespaceInfoCommands } from './namespaces.js';
import { nodeInfoCommands } from './node.js';
import { partitionInfoCommands } from './partitions.js';
import { serviceInfoCommands } from './service.js';
import { truncateInfoCommands } from './truncate.js';
import { sindexInfoCommands } from './sindex.js';
import { udfInfoCommands } from './udf.js';
import { userAgentInfoCommands } from './user-agent.js';

/** Every info command by its name. */
export const INFO_COMMANDS: ReadonlyMap<string, InfoCommand> = new Map(
  [
    configInfoCommands,
    enterpriseInfoCommands,
    jobInfoCommands,
    namespaceInfoCommands,
    nodeInfoCommands,
    partitionInfoCommands,
    serviceInfoCommands,
    sindexInfoCommands,
    truncateInfoCommands,
    udfInfoCommands,
    userAgentInfoCommands,
  ].flatMap((commands) => Object.entries(commands)),
);
