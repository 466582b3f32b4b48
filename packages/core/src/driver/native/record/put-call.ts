import { POLICY_KEY_SEND } from '../../../policy/key.js';
import { checkPropertyName } from '../../../value/bin-name.js';
import type { BinValue } from '../../../value/bin-value.js';
import type { PutCommand } from '../../driver.js';
import type {
  OfficialBins,
  OfficialCommands,
  OfficialKey,
  OfficialMeta,
  OfficialOperation,
  OfficialPolicy,
} from '../official-module.js';
import { officialOperatePolicy } from '../official-policy.js';
import { officialTemplate } from '../operation/operation-codes.js';
import { writeBin } from '../operation/write-operation.js';
import { toOfficialKey } from '../to-official-key.js';
import { isPlainValue } from '../to-official-value.js';
import { type Answered, NativeCall } from './native-call.js';
import { metaOf } from './setting-of.js';
import { toMetadata } from './to-metadata.js';

/** Writes bins, as operations: the official client tells the generation after a put to nobody. */
export class PutCall extends NativeCall<PutCommand> {
  #key!: OfficialKey;
  #operations!: readonly OfficialOperation[];
  #policy: OfficialPolicy | undefined = undefined;

  protected prepare(): void {
    const { official, policies, isWriteOperate } = this.connection;
    const { key, bins, policy } = this.command;
    const names = Object.keys(bins);
    const { op } = officialTemplate(official, 'operations', 'write');
    const operations = new Array<OfficialOperation>(names.length);
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const value = bins[name] as BinValue;
      checkPropertyName(name, 'bins');
      operations[i] = isPlainValue(value)
        ? { op, bin: name, value }
        : writeBin(official, name, value, 'bins');
    }
    this.#operations = operations;
    this.#key = toOfficialKey(key, policy.key === POLICY_KEY_SEND);
    const isDefault = policy === policies.write && isWriteOperate;
    this.#policy = isDefault ? undefined : officialOperatePolicy(policy);
  }

  protected submit(commands: OfficialCommands, answered: Answered<OfficialBins>): void {
    const meta = metaOf(this.command.policy);
    commands.operateAsync(this.#key, this.#operations, meta, this.#policy, answered);
  }

  protected read(_bins: OfficialBins, meta: OfficialMeta): unknown {
    return toMetadata(meta);
  }
}
