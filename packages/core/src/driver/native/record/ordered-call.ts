import { POLICY_KEY_SEND } from '../../../policy/key.js';
import type { OperateOrderedCommand } from '../../driver.js';
import { isWrite } from '../../is-write.js';
import { expectRacks } from '../../wire/cluster/route-key.js';
import type {
  OfficialBins,
  OfficialCommands,
  OfficialKey,
  OfficialMeta,
} from '../official-module.js';
import { type OperationPlan, planOperations, typedPlan } from '../operation/operation-plan.js';
import { toOfficialKey } from '../to-official-key.js';
import { answeredKey } from './answered-key.js';
import { type Answered, NativeCall, ONCE_MORE } from './native-call.js';
import { metaOf, operatePolicyOf } from './setting-of.js';
import { toMetadata } from './to-metadata.js';

/** Runs operations, and tells the result of each. */
export class OrderedCall extends NativeCall<OperateOrderedCommand> {
  #key!: OfficialKey;
  #plan!: OperationPlan;

  protected prepare(): void {
    const { key, operations, policy } = this.command;
    expectRacks(this.connection, policy.replica);
    this.#plan = planOperations(this.connection.official, operations);
    this.#key = toOfficialKey(key, policy.key === POLICY_KEY_SEND);
  }

  protected submit(commands: OfficialCommands, answered: Answered<OfficialBins>): void {
    const { policy } = this.command;
    const { operations, isRaw } = this.#plan;
    const given = operatePolicyOf(this.connection, policy, isRaw);
    commands.operateAsync(this.#key, operations, metaOf(policy), given, answered);
  }

  protected read(bins: OfficialBins, meta: OfficialMeta): unknown {
    const { key, operations } = this.command;
    const { isExact, ordered } = this.#plan.read(bins);
    if (isExact || isWrite(this.command)) {
      return { key: answeredKey(key, this.#key), meta: toMetadata(meta), orderedBins: ordered };
    }
    this.#plan = typedPlan(this.connection.official, operations);
    return ONCE_MORE;
  }
}
