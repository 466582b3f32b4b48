import {
  decodeInfoAnswer,
  encodeInfoRequest,
  ProtoType,
  WireError,
  writeProtoHeader,
  PROTO_HEADER_SIZE,
} from '@aeroform/protocol';
import type { Connection } from './connection.js';
import { Exchange, type Limits } from './exchange.js';
import type { TimingWheel } from './timing-wheel.js';

/**
 * Asks a node for info over a connection that nobody else uses meanwhile.
 *
 * @returns the values, in the order of the commands.
 * @throws {ClientError} when the answer does not fit the question.
 */
export async function requestInfo(
  target: { wheel: TimingWheel; connection: Connection; node: string },
  commands: readonly string[],
  limits: Limits,
): Promise<string[]> {
  const { wheel, connection, node } = target;
  const body = encodeInfoRequest(commands);
  const values: string[] = [];
  await new Exchange(wheel, connection, node, limits).run(
    (writer) => {
      const at = writer.skip(PROTO_HEADER_SIZE);
      writeProtoHeader(writer.buffer, ProtoType.info, body.length, at);
      writer.bytes(body);
    },
    {
      readFrame(type, buffer, start, end) {
        if (type !== ProtoType.info) throw new WireError(start, `an info frame, found ${type}`);
        values.push(...readValues(commands, buffer.subarray(start, end)));
        return true;
      },
    },
  );
  return values;
}

function readValues(commands: readonly string[], body: Buffer): string[] {
  const answers = decodeInfoAnswer(body);
  // A refusal before authentication is a single line without a name.
  if (answers.length !== commands.length) {
    throw new WireError(0, `${commands.length} info answers, found ${answers.length}`);
  }
  return answers.map(({ name, value }, i) => {
    const command = commands[i] as string;
    if (name !== command) throw new WireError(0, `the info answer "${command}"`);
    return value;
  });
}
