import { POLICY_KEY_SEND } from '../../../policy/key.js';
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
import { writeBins } from '../operation/write-bins.js';
import { toOfficialKey } from '../to-official-key.js';
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
    this.#operations = writeBins(official, bins, 'bins');
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
