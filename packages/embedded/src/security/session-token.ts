import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ByteReader, ByteWriter, ResultCode } from '@aeroform/protocol';
import { CommandError } from '../error/command-error.js';
import type { User } from './user.js';
import type { UserRegistry } from './user-registry.js';

const NONCE_SIZE = 8;
/** User id, end in milliseconds, nonce. */
const PAYLOAD_SIZE = 4 + 8 + NONCE_SIZE;
const SEAL_SIZE = 32;

/**
 * Tokens that stand for a login. They carry whose they are and when they end under a seal, so that
 * the server need not remember them.
 */
export class SessionTokens {
  readonly #key = randomBytes(SEAL_SIZE);
  readonly #users: UserRegistry;

  constructor(users: UserRegistry) {
    this.#users = users;
  }

  /** @param end - when the token ends, in milliseconds since 1970. */
  issue(user: User, end: number): Buffer {
    const payload = new ByteWriter()
      .u32(user.id)
      .u64(end)
      .bytes(randomBytes(NONCE_SIZE))
      .toBuffer();
    return Buffer.concat([payload, this.#seal(payload)]);
  }

  /**
   * The user whom a token stands for.
   *
   * @param now - milliseconds since 1970.
   * @throws {CommandError} 65 when the token is not of this server, 60 when its user is gone, 66 when
   *   it has ended.
   */
  verify(token: Buffer, now: number): User {
    const payload = token.subarray(0, PAYLOAD_SIZE);
    const seal = token.subarray(PAYLOAD_SIZE);
    if (seal.length !== SEAL_SIZE || !timingSafeEqual(seal, this.#seal(payload))) {
      throw new CommandError(ResultCode.INVALID_CREDENTIAL, 'not a token of this server');
    }
    const reader = new ByteReader(payload);
    const user = this.#users.find(reader.u32());
    if (user === undefined) throw new CommandError(ResultCode.INVALID_USER, 'the user is gone');
    if (Number(reader.u64()) <= now) {
      throw new CommandError(ResultCode.EXPIRED_SESSION, 'the token has ended');
    }
    return user;
  }

  #seal(payload: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(payload).digest();
  }
}
