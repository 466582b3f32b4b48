import { PlainRecord } from '../../../record/plain-object.js';
import type { Bins } from '../../../value/bin-value.js';
import type { GetCommand } from '../../driver.js';
import { convertBins } from '../from-official-value.js';
import type {
  OfficialBins,
  OfficialCommands,
  OfficialError,
  OfficialMeta,
} from '../official-module.js';
import { exactRecord } from './exact-record.js';
import { isUndecodable } from './is-undecodable.js';
import { answeredKey } from './answered-key.js';
import type { Answered } from './native-call.js';
import { ReadCall } from './read-call.js';
import { toMetadata } from './to-metadata.js';

/** Reads bins. */
export class GetCall extends ReadCall<GetCommand> {
  protected submit(commands: OfficialCommands, answered: Answered<OfficialBins>): void {
    const names = this.command.bins;
    if (names === null) commands.getAsync(this.key, this.policy, answered);
    else if (names.length > 0) commands.selectAsync(this.key, names, this.policy, answered);
    else {
      commands.existsAsync(this.key, this.policy, (error, _bins, meta) =>
        answered(error, {}, meta),
      );
    }
  }

  protected read(bins: OfficialBins, meta: OfficialMeta): unknown {
    const { connection, command } = this;
    if (convertBins(bins).length > 0) return exactRecord(connection, command);
    return new PlainRecord(answeredKey(command.key, this.key), toMetadata(meta), bins as Bins);
  }

  protected override readError(error: OfficialError): unknown {
    return isUndecodable(error) ? exactRecord(this.connection, this.command) : undefined;
  }
}
