import {
  type AdminMessage,
  encodeAdminMessage,
  type MessageField,
  ProtoType,
  readAdminMessages,
  WireError,
} from '@aeroform/protocol';
import { Exchange, type Limits } from './exchange.js';
import type { RequestTarget } from './request-target.js';
import { writeFrame } from './write-frame.js';

/**
 * Sends a command of the security protocol over a connection that nobody else uses meanwhile.
 *
 * @param read - takes the blocks of the answer, readable only during the call, until it returns true.
 */
export async function exchangeAdmin(
  { wheel, connection, node }: RequestTarget,
  { command, fields }: Pick<AdminMessage, 'command' | 'fields'>,
  limits: Limits,
  read: (block: AdminMessage) => boolean,
): Promise<void> {
  const body = encodeAdminMessage({ resultCode: 0, command, fields });
  await new Exchange(wheel, connection, node, limits).run(
    (writer) => writeFrame(writer, ProtoType.admin, body),
    {
      readFrame(type, buffer, start, end) {
        if (type !== ProtoType.admin) throw new WireError(start, `an admin frame, found ${type}`);
        const blocks = readAdminMessages(buffer.subarray(start, end));
        if (blocks.length === 0) throw new WireError(start, 'an admin message');
        return blocks.some(read);
      },
    },
  );
}

/**
 * Sends a command of the security protocol that is answered with one block.
 *
 * @returns the block; whether it is a refusal is for the caller to see.
 */
export async function requestAdmin(
  target: RequestTarget,
  command: number,
  fields: readonly MessageField[],
  limits: Limits,
): Promise<AdminMessage> {
  let answer: AdminMessage | undefined;
  await exchangeAdmin(target, { command, fields }, limits, (block) => {
    // Copied: the buffer is used again.
    const kept = block.fields.map(({ type, data }) => ({ type, data: Buffer.from(data) }));
    answer = { ...block, fields: kept };
    return true;
  });
  return answer as unknown as AdminMessage;
}
