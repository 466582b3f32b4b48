import { setMaxListeners } from 'node:events';
import { ClientError } from '../error/client-error.js';

export type ClientState = 'disconnected' | 'connecting' | 'connected' | 'closing';

/**
 * What a client may do when: disconnected → connecting → connected → closing → disconnected. A
 * failed connect goes back to disconnected.
 */
export class Lifecycle<Resource> {
  #state: ClientState = 'disconnected';
  #resource: Resource | undefined;
  #closing: Promise<void> | undefined;
  #end = endOfSpan();

  /** Aborted as soon as the client is being closed: for what waits without a command on the way. */
  get closing(): AbortSignal {
    return this.#end.signal;
  }

  get state(): ClientState {
    return this.#state;
  }

  /**
   * What the connected client works with.
   *
   * @throws {ClientError} in every other state.
   */
  get resource(): Resource {
    if (this.#state === 'connected') return this.#resource as Resource;
    throw new ClientError(`The client is ${this.#state}. Call connect() before using it.`, {
      code: 'NOT_CONNECTED',
    });
  }

  /** @throws {ClientError} unless the client is disconnected; whatever `open` throws. */
  async connect(open: () => Promise<Resource>): Promise<void> {
    if (this.#state !== 'disconnected') {
      throw new ClientError(
        `Cannot connect: the client is already ${this.#state}. Close it before reconnecting.`,
        { code: 'ALREADY_CONNECTED' },
      );
    }
    this.#state = 'connecting';
    try {
      this.#resource = await open();
      this.#end = endOfSpan();
      this.#state = 'connected';
    } catch (error) {
      this.#state = 'disconnected';
      throw error;
    }
  }

  /** Closing twice is closing once. @throws {ClientError} while connecting. */
  async close(shut: (resource: Resource) => Promise<void>): Promise<void> {
    if (this.#state === 'connecting') {
      throw new ClientError('Cannot close: the client is still connecting. Wait for connect().', {
        code: 'STILL_CONNECTING',
      });
    }
    if (this.#state === 'connected') {
      this.#state = 'closing';
      this.#end.abort();
      this.#closing = shut(this.#resource as Resource).finally(() => {
        this.#resource = undefined;
        this.#closing = undefined;
        this.#state = 'disconnected';
      });
    }
    await this.#closing;
  }
}

function endOfSpan(): AbortController {
  const end = new AbortController();
  // Everything that waits listens.
  setMaxListeners(0, end.signal);
  return end;
}
