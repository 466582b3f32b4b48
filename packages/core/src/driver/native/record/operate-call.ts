import { isReadOfAllBins } from '../../../operation/read-of-all-bins.js';
import { POLICY_KEY_SEND } from '../../../policy/key.js';
import { PlainRecord } from '../../../record/plain-object.js';
import type { Bins, BinValue } from '../../../value/bin-value.js';
import type { OperateCommand } from '../../driver.js';
import { isWrite } from '../../is-write.js';
import { expectRacks } from '../../wire/cluster/route-key.js';
import { convertBins, withoutNulls } from '../from-official-value.js';
import type {
  OfficialBins,
  OfficialCommands,
  OfficialKey,
  OfficialMeta,
  OfficialOperation,
} from '../official-module.js';
import { pairResults } from '../operation/pair-results.js';
import { toOfficialOperations } from '../operation/to-official-operation.js';
import { toOfficialKey } from '../to-official-key.js';
import { exactRecord } from './exact-record.js';
import { answeredKey } from './answered-key.js';
import { type Answered, NativeCall } from './native-call.js';
import { metaOf, operatePolicyOf } from './setting-of.js';
import { toMetadata } from './to-metadata.js';

/** Runs operations: all bins, and what operations answer besides; of several results of a bin, the last. */
export class OperateCall extends NativeCall<OperateCommand> {
  #key!: OfficialKey;
  #operations!: readonly OfficialOperation[];

  protected prepare(): void {
    const { key, operations, policy } = this.command;
    expectRacks(this.connection, policy.replica);
    this.#operations = toOfficialOperations(this.connection.official, operations);
    this.#key = toOfficialKey(key, policy.key === POLICY_KEY_SEND);
  }

  protected submit(commands: OfficialCommands, answered: Answered<OfficialBins>): void {
    const { policy } = this.command;
    const given = operatePolicyOf(this.connection, policy, false);
    commands.operateAsync(this.#key, this.#operations, metaOf(policy), given, answered);
  }

  protected read(bins: OfficialBins, meta: OfficialMeta): unknown {
    const { connection, command } = this;
    const { key, operations } = command;
    const isInexact = convertBins(bins).length > 0;
    if (isInexact && !isWrite(command) && operations.every(isReadOfAllBins)) {
      return exactRecord(connection, { ...command, bins: null });
    }
    pairResults(operations, bins as Record<string, BinValue>);
    return new PlainRecord(
      answeredKey(key, this.#key),
      toMetadata(meta),
      withoutNulls(bins) as Bins,
    );
  }
}
