import type { Responder } from '../command/responder.js';
import { packMessage } from './compression.js';

/** Compresses the answers of a client that asked for it. */
export class CompressingResponder implements Responder {
  readonly #responder: Responder;

  constructor(responder: Responder) {
    this.#responder = responder;
  }

  get remoteAddress(): string {
    return this.#responder.remoteAddress;
  }

  get signal(): AbortSignal {
    return this.#responder.signal;
  }

  async write(body: Buffer): Promise<void> {
    const frame = await packMessage(body);
    await this.#responder.write(frame.body, frame.type);
  }

  close(): void {
    this.#responder.close();
  }
}
