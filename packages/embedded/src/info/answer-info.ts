import { formatInfoError, latin1Slice, ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Session } from '../cluster/session.js';
import { countInternalError, countUnsupported } from '../inspection/counters.js';
import { InfoError, InfoParams } from './info-params.js';
import { INFO_COMMANDS } from './registry.js';

/** What an empty request asks for. */
const SUMMARY = [
  'features',
  'node',
  'compatibility-id',
  'edition',
  'build_ee_sha',
  'build_sha',
  'build_arch',
  'build_time',
  'build_os',
  'build',
  'version',
  'statistics',
  'services-alumni',
  'services',
  'partition-generation',
];

/**
 * Answers an info request: for each line the line itself, a tab and the value. A last line without
 * its newline is ignored, as the server ignores it.
 *
 * @returns the body of the answer as a binary string.
 */
export function answerInfo(node: Node, body: Buffer, session: Session): string {
  const lines = body.length === 0 ? SUMMARY : latin1Slice(body).split('\n').slice(0, -1);
  let answer = '';
  for (const line of lines) {
    // The server reads lines as C strings.
    const command = line.split('\0', 1)[0] as string;
    answer += `${command}\t${runInfoCommand(node, command, session)}\n`;
  }
  return answer;
}

function runInfoCommand(node: Node, text: string, session: Session): string {
  node.counters.infoCommands++;
  const nameEnd = text.search(/[/:;]/);
  const name = nameEnd < 0 ? text : text.slice(0, nameEnd);
  const command = INFO_COMMANDS.get(name);
  if (command === undefined) {
    countUnsupported(node.counters, `info:${name}`);
    return formatInfoError(ResultCode.PARAMETER, 'unrecognized command');
  }
  try {
    return command(node, new InfoParams(nameEnd < 0 ? '' : text.slice(nameEnd + 1)), session);
  } catch (error) {
    if (error instanceof InfoError) return error.message;
    countInternalError(node.counters, error);
    return formatInfoError(ResultCode.SERVER_ERROR, 'internal error');
  }
}
