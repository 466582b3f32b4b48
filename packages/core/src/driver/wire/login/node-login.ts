import {
  AdminCommand,
  AdminField,
  type AdminMessage,
  type MessageField,
  ResultCode,
  WireError,
} from '@aeroform/protocol';
import { log } from '../../../observability/log.js';
import type { Credentials } from '../../credentials.js';
import { loginRefusal } from '../../login-refusal.js';
import { requestAdmin } from '../socket/admin-exchange.js';
import type { Limits } from '../socket/exchange.js';
import type { RequestTarget } from '../socket/request-target.js';
import { monotonicNow } from '../socket/timing-wheel.js';
import { isLoggedOut } from './session-code.js';

/** A token is renewed so many milliseconds before its end, or when half its life is over. */
const RENEWAL_MARGIN = 60_000;

/** How long a login may take. */
export interface LoginLimits {
  /** Milliseconds for the answer. */
  readonly timeout: number;
  /** Gives up. */
  readonly signal: AbortSignal;
}

/**
 * The login at one node. The first connection logs in with the password and gets a token; those after
 * it show the token. Nothing that shows this object shows the token.
 */
export class NodeLogin {
  readonly #credentials: Credentials;
  readonly #limits: LoginLimits;
  #token: Buffer | undefined;
  #renewAt = Infinity;
  /** The server has security switched off: it lets everybody in. */
  #isOpen = false;

  constructor(credentials: Credentials, limits: LoginLimits) {
    this.#credentials = credentials;
    this.#limits = limits;
  }

  /** Whether the token ends soon. */
  get isDue(): boolean {
    return monotonicNow() >= this.#renewAt;
  }

  /** The token is of no use any more, or the server was restarted: the next connection logs in. */
  forget(): void {
    this.#token = undefined;
    this.#renewAt = Infinity;
    this.#isOpen = false;
  }

  /**
   * Logs a new connection in, by the token where there is one.
   *
   * @throws {AdminError} when the server refuses.
   */
  async authenticate(target: RequestTarget): Promise<void> {
    if (this.#isOpen) return;
    const token = this.#token;
    if (token === undefined) {
      await this.login(target);
      return;
    }
    const fields = [...this.#userField(), { type: AdminField.sessionToken, data: token }];
    const { resultCode } = await this.#ask(target, AdminCommand.authenticate, fields);
    if (resultCode === ResultCode.OK) return;
    if (!isLoggedOut(resultCode) && resultCode !== ResultCode.INVALID_CREDENTIAL) {
      throw this.#refused(resultCode, target.node);
    }
    // A server that was restarted does not know its tokens any more.
    if (this.#token === token) this.forget();
    await this.login(target);
  }

  /**
   * Logs a connection in with the password or certificate, and keeps the token.
   *
   * @throws {AdminError} when the server refuses.
   */
  async login(target: RequestTarget): Promise<void> {
    const answer = await this.#ask(target, AdminCommand.login, await this.#loginFields());
    if (answer.resultCode === ResultCode.SECURITY_NOT_ENABLED) {
      this.#isOpen = true;
      const fields = { node: target.node };
      log('warn', 'aerospike.connection', 'login not needed: security is off', fields);
      return;
    }
    if (answer.resultCode !== ResultCode.OK) throw this.#refused(answer.resultCode, target.node);
    this.#keep(answer);
    log('debug', 'aerospike.connection', 'logged in', {
      node: target.node,
      user: this.#credentials.user,
    });
  }

  async #loginFields(): Promise<MessageField[]> {
    if (this.#credentials.isCertificate) return [];
    const clear = this.#credentials.clearPassword();
    return [
      ...this.#userField(),
      { type: AdminField.credential, data: await this.#credentials.credential() },
      ...(clear === undefined ? [] : [{ type: AdminField.clearPassword, data: clear }]),
    ];
  }

  #userField(): MessageField[] {
    if (this.#credentials.isCertificate) return [];
    return [{ type: AdminField.user, data: Buffer.from(this.#credentials.user) }];
  }

  #keep({ fields }: AdminMessage): void {
    const token = fields.find(({ type }) => type === AdminField.sessionToken)?.data;
    if (token === undefined) throw new WireError(0, 'a session token');
    const ttl = fields.find(({ type }) => type === AdminField.sessionTtl)?.data.readUInt32BE();
    this.#token = token;
    this.#renewAt = ttl === undefined ? Infinity : monotonicNow() + renewalDelay(ttl * 1000);
  }

  #ask(target: RequestTarget, command: number, fields: MessageField[]): Promise<AdminMessage> {
    const { timeout, signal } = this.#limits;
    const limits: Limits = { deadline: monotonicNow() + timeout, socketTimeout: 0, signal };
    return requestAdmin(target, command, fields, limits);
  }

  #refused(resultCode: number, node: string): Error {
    return loginRefusal(resultCode, this.#credentials.user, node);
  }
}

function renewalDelay(life: number): number {
  return Math.max(life - RENEWAL_MARGIN, life / 2);
}
