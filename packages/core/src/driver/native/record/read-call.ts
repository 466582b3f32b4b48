import type { GetCommand, HeaderCommand } from '../../driver.js';
import type { OfficialKey, OfficialPolicy } from '../official-module.js';
import { toOfficialKey } from '../to-official-key.js';
import { NativeCall } from './native-call.js';
import { readPolicyOf } from './setting-of.js';

/** A command that reads by key and policy alone. */
export abstract class ReadCall<C extends GetCommand | HeaderCommand> extends NativeCall<C> {
  protected key!: OfficialKey;
  protected policy: OfficialPolicy | undefined = undefined;

  protected prepare(): void {
    const { key, policy } = this.command;
    this.policy = readPolicyOf(this.connection, policy);
    this.key = toOfficialKey(key);
  }
}
