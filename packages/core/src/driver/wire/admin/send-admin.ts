import { type AdminMessage, ResultCode } from '@aeroform/protocol';
import type { AdminRequest } from '../../../admin/admin-request.js';
import { errorFromResultCode } from '../../../error/from-result-code.js';
import type { CompleteAdminPolicy } from '../../../policy/complete-policy.js';
import type { Node } from '../cluster/node.js';
import { onNode } from '../cluster/on-node.js';
import { exchangeAdmin } from '../socket/admin-exchange.js';
import type { Limits } from '../socket/exchange.js';
import { monotonicNow, type TimingWheel } from '../socket/timing-wheel.js';

/** Sends a command of the security protocol to a node, which tells the others of changes. */
export async function sendAdmin<T>(
  node: Node,
  wheel: TimingWheel,
  request: AdminRequest<T>,
  { timeout, signal }: CompleteAdminPolicy,
): Promise<T[]> {
  const deadline = timeout > 0 ? monotonicNow() + timeout : Infinity;
  const limits: Limits = { deadline, socketTimeout: 0, signal, isChange: request.read === null };
  return onNode(node, wheel, limits, async (target) => {
    const answer = new AdminAnswer(request);
    await exchangeAdmin(target, request, limits, (block) => answer.take(block));
    if (answer.resultCode === ResultCode.OK) return answer.results;
    const { method, subject } = request;
    const context = { command: method, detail: subject, node: node.name };
    throw errorFromResultCode(answer.resultCode, context);
  });
}

/** The answer to one command: its result code, or a list that ends with one. */
class AdminAnswer<T> {
  readonly results: T[] = [];
  resultCode = 0;
  readonly #read: AdminRequest<T>['read'];

  constructor({ read }: AdminRequest<T>) {
    this.#read = read;
  }

  /** @returns true when this block is the last one. */
  take(block: AdminMessage): boolean {
    const { resultCode } = block;
    if (this.#read === null || resultCode !== ResultCode.OK) {
      this.resultCode = resultCode === ResultCode.QUERY_END ? ResultCode.OK : resultCode;
      return true;
    }
    this.results.push(this.#read(block));
    return false;
  }
}
