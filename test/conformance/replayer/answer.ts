import {
  type Frame,
  FrameSplitter,
  Info3,
  type Message,
  MESSAGE_HEADER_SIZE,
  ProtoType,
  readAdminMessages,
  readMessages,
} from '@aeroform/protocol';

/** A whole answer, decoded. */
export type Answer =
  | { readonly kind: 'messages'; readonly messages: readonly Message[] }
  | { readonly kind: 'info'; readonly text: string }
  | { readonly kind: 'admin'; readonly resultCodes: readonly number[] };

/** The frames of a recorded answer. */
export function recordedFrames(bytes: Buffer): Frame[] {
  const splitter = new FrameSplitter();
  const frames = splitter.push(bytes);
  splitter.assertIntact();
  if (splitter.bufferedSize > 0) throw new Error('the recorded answer ends inside a frame');
  return frames;
}

/** @throws when the frames are of unlike types, or their bodies are malformed. */
export function decodeAnswer(frames: readonly Frame[]): Answer {
  const type = frames[0]?.type;
  const other = frames.find((frame) => frame.type !== type);
  if (other !== undefined)
    throw new Error(`frames of the types ${type ?? 'none'} and ${other.type}`);
  const bodies = frames.map((frame) => frame.body);
  if (type === ProtoType.message) return { kind: 'messages', messages: bodies.flatMap(messagesOf) };
  if (type === ProtoType.info) {
    return { kind: 'info', text: bodies.map((body) => body.toString('utf8')).join('') };
  }
  if (type === ProtoType.admin) {
    const blocks = bodies.flatMap(readAdminMessages);
    return { kind: 'admin', resultCodes: blocks.map((block) => block.resultCode) };
  }
  throw new Error(`a frame of type ${type ?? 'nothing'}`);
}

/** True for the message that ends a stream. */
export function isLast(message: Message): boolean {
  return (message.header.info3 & Info3.last) !== 0;
}

/** The decoder ignores the size byte of the header, as the server does; answers must have it right. */
function messagesOf(body: Buffer): Message[] {
  const messages = readMessages(body);
  const starts = [0, ...messages.map((message) => message.end)].slice(0, -1);
  const sizes = starts.map((start) => body.readUInt8(start));
  const wrong = sizes.find((size) => size !== MESSAGE_HEADER_SIZE);
  if (wrong !== undefined) throw new Error(`a message header of ${wrong} bytes`);
  return messages;
}
