import { EmbeddedServer } from '../../src/server/embedded-server.js';
import { INFO_COMMANDS } from '../../src/info/registry.js';
import measuredInfo from '../measured-info.json';
import { askInfoForms, type InfoForm } from './info-form.js';

/** One info command, as the real server and both editions of embedded answer it. */
export interface InfoRow {
  /** The command, with its parameters when it was asked with some. */
  readonly command: string;
  /** Undefined when the real server was not asked, or does not know it. */
  readonly real: InfoForm | undefined;
  readonly community: InfoForm;
  readonly enterprise: InfoForm;
}

const MEASURED: Readonly<Record<string, InfoForm>> = measuredInfo.forms as never;
/** Names that exist, but would have changed the server that was asked. */
const NOT_ASKED: readonly string[] = measuredInfo.notAsked;

/** Every info command that the real server or embedded has, in the order of their names. */
export async function compareInfo(): Promise<InfoRow[]> {
  const commands = [...new Set([...Object.keys(MEASURED), ...NOT_ASKED, ...INFO_COMMANDS.keys()])];
  await using community = await EmbeddedServer.start();
  await using enterprise = await EmbeddedServer.start({ edition: 'enterprise' });
  const [inCommunity, inEnterprise] = [
    await askInfoForms(community.port, commands),
    await askInfoForms(enterprise.port, commands),
  ];
  return commands.toSorted().map((command) => ({
    command,
    real: MEASURED[command],
    community: inCommunity[command] as InfoForm,
    enterprise: inEnterprise[command] as InfoForm,
  }));
}

/** True for a command that exists on the real server. */
export function isRealInfoCommand(command: string): boolean {
  return command in MEASURED || NOT_ASKED.includes(command);
}
