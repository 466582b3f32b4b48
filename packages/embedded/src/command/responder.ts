import type { ProtoType } from '@aeroform/protocol';

/** The way back to the client for commands that answer with a stream of messages. */
export interface Responder {
  /**
   * Sends one frame of messages.
   *
   * @param body - one or more whole messages, without the frame's header. The bytes must not be
   *   changed afterwards.
   * @param type - of the frame: messages, as they are or compressed. Default messages.
   * @returns when the connection takes more; rejects never. After the client has gone it resolves at
   *   once: watch {@link signal} to stop working for nobody.
   */
  write(body: Buffer, type?: ProtoType): Promise<void>;
  /** Closes the connection, whatever the client has not taken yet. */
  close(): void;
  /** Address of the client, `host:port`. */
  readonly remoteAddress: string;
  /** Aborted when the connection closes. */
  readonly signal: AbortSignal;
}
