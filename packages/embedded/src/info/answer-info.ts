import { formatInfoError, PROTO_MAX_BODY_SIZE, ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import type { Session } from '../cluster/session.js';
import { countInternalError, countUnsupported } from '../cluster/counters.js';
import { refuseInfoCommand, refuseInfoRequest } from '../security/check-info.js';
import { infoCommandLines, infoCommandName } from './info-line.js';
import { InfoError, InfoParams } from './info-params.js';
import { INFO_COMMANDS } from './registry.js';

/** A request asks for more than one frame can answer; the connection has to be closed. */
export class InfoOverflowError extends Error {
  override readonly name = 'InfoOverflowError';
}

/**
 * Answers an info request: for each line the line itself, a tab and the value.
 *
 * @returns the body of the answer as a binary string.
 * @throws {InfoOverflowError} when it would be larger than a frame can be.
 */
export function answerInfo(node: Node, body: Buffer, session: Session): string {
  const refusal = refuseInfoRequest(node, session);
  if (refusal !== undefined) return refusal;
  let answer = '';
  for (const command of infoCommandLines(body)) {
    answer += `${command}\t${runInfoCommand(node, command, session)}\n`;
    if (answer.length > PROTO_MAX_BODY_SIZE) throw new InfoOverflowError();
  }
  return answer;
}

function runInfoCommand(node: Node, text: string, session: Session): string {
  node.counters.infoCommands++;
  const name = infoCommandName(text);
  if (node.faults.isSet) {
    const fault = node.faults.ofCommand({ command: `info:${name}` });
    if (fault !== undefined) {
      if (fault.applied) answerCommand(node, name, text, session);
      return formatInfoError(fault.resultCode, 'a fault on demand');
    }
  }
  return answerCommand(node, name, text, session);
}

function answerCommand(node: Node, name: string, text: string, session: Session): string {
  const command = INFO_COMMANDS.get(name);
  if (command === undefined) {
    countUnsupported(node.counters, `info:${name}`);
    return formatInfoError(ResultCode.PARAMETER, 'unrecognized command');
  }
  try {
    const params = new InfoParams(text.slice(name.length + 1));
    return refuseInfoCommand(node, session, name, params) ?? command(node, params, session);
  } catch (error) {
    if (error instanceof InfoError) return error.message;
    countInternalError(node.counters, error);
    return formatInfoError(ResultCode.SERVER_ERROR, 'internal error');
  }
}
