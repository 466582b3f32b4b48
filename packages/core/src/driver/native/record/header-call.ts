import { ResultCode } from '@aeroform/protocol';
import type { HeaderCommand } from '../../driver.js';
import type {
  OfficialBins,
  OfficialCommands,
  OfficialError,
  OfficialKey,
  OfficialMeta,
  OfficialPolicy,
} from '../official-module.js';
import { toOfficialKey } from '../to-official-key.js';
import { type Answered, NativeCall } from './native-call.js';
import { readPolicyOf } from './setting-of.js';
import { toMetadata } from './to-metadata.js';

/** Reads generation and ttl; null when there is no record. */
export class HeaderCall extends NativeCall<HeaderCommand> {
  #key!: OfficialKey;
  #policy: OfficialPolicy | undefined = undefined;

  protected prepare(): void {
    const { key, policy } = this.command;
    this.#policy = readPolicyOf(this.connection, policy);
    this.#key = toOfficialKey(key);
  }

  protected submit(commands: OfficialCommands, answered: Answered<OfficialBins>): void {
    commands.existsAsync(this.#key, this.#policy, answered);
  }

  protected read(_bins: OfficialBins, meta: OfficialMeta): unknown {
    return toMetadata(meta);
  }

  protected override readError({ code }: OfficialError): unknown {
    return code === ResultCode.RECORD_NOT_FOUND ? null : undefined;
  }
}
