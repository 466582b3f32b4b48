import type { RemoveCommand } from '../../driver.js';
import type { OfficialCommands, OfficialKey, OfficialPolicy } from '../official-module.js';
import { officialRemovePolicy } from '../official-policy.js';
import { toOfficialKey } from '../to-official-key.js';
import { type Answered, NativeCall } from './native-call.js';

/** Removes a record. */
export class RemoveCall extends NativeCall<RemoveCommand, undefined> {
  #key!: OfficialKey;
  #policy: OfficialPolicy | undefined = undefined;

  protected prepare(): void {
    const { key, policy } = this.command;
    const isDefault = policy === this.connection.policies.remove;
    this.#policy = isDefault ? undefined : officialRemovePolicy(policy);
    this.#key = toOfficialKey(key);
  }

  protected submit(commands: OfficialCommands, answered: Answered<undefined>): void {
    commands.removeAsync(this.#key, this.#policy, (error) => answered(error, undefined, {}));
  }

  protected read(): unknown {
    return undefined;
  }
}
