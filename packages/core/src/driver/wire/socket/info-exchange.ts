import {
  decodeInfoAnswer,
  encodeInfoRequest,
  parseInfoError,
  ProtoType,
  WireError,
} from '@aeroform/protocol';
import { errorFromResultCode } from '../../../error/from-result-code.js';
import { Exchange, type Limits } from './exchange.js';
import type { RequestTarget } from './request-target.js';
import { writeFrame } from './write-frame.js';

/**
 * Asks a node for info over a connection that nobody else uses meanwhile.
 *
 * @returns the values, in the order of the commands.
 * @throws {ClientError} when the answer does not fit the question; {AdminError} without a login.
 */
export async function requestInfo(
  { wheel, connection, node }: RequestTarget,
  commands: readonly string[],
  limits: Limits,
): Promise<string[]> {
  const body = encodeInfoRequest(commands);
  const values: string[] = [];
  await new Exchange(wheel, connection, node, limits).run(
    (writer) => writeFrame(writer, ProtoType.info, body),
    {
      readFrame(type, buffer, start, end) {
        if (type !== ProtoType.info) throw new WireError(start, `an info frame, found ${type}`);
        values.push(...readValues(commands, buffer.subarray(start, end), node));
        return true;
      },
    },
  );
  return values;
}

function readValues(commands: readonly string[], body: Buffer, node: string): string[] {
  const answers = decodeInfoAnswer(body);
  expectLogin(answers[0]?.name ?? '', node);
  if (answers.length !== commands.length) {
    throw new WireError(0, `${commands.length} info answers, found ${answers.length}`);
  }
  return answers.map(({ name, value }, i) => {
    const command = commands[i] as string;
    if (name !== command) throw new WireError(0, `the info answer "${command}"`);
    return value;
  });
}

/** A refusal for want of a login is a single line without a name. */
function expectLogin(line: string, node: string): void {
  const refusal = parseInfoError(line);
  if (refusal !== undefined) throw errorFromResultCode(refusal.resultCode, { node });
}
