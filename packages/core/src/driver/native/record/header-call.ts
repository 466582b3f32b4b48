import { ResultCode } from '@aeroform/protocol';
import type { HeaderCommand } from '../../driver.js';
import type {
  OfficialBins,
  OfficialCommands,
  OfficialError,
  OfficialMeta,
} from '../official-module.js';
import type { Answered } from './native-call.js';
import { ReadCall } from './read-call.js';
import { toMetadata } from './to-metadata.js';

/** Reads generation and ttl; null when there is no record. */
export class HeaderCall extends ReadCall<HeaderCommand> {
  protected submit(commands: OfficialCommands, answered: Answered<OfficialBins>): void {
    commands.existsAsync(this.key, this.policy, answered);
  }

  protected read(_bins: OfficialBins, meta: OfficialMeta): unknown {
    return toMetadata(meta);
  }

  protected override readError({ code }: OfficialError): unknown {
    return code === ResultCode.RECORD_NOT_FOUND ? null : undefined;
  }
}
