import { ResultCode } from '@aeroform/protocol';
import { POLICY_EXISTS_IGNORE } from '../../../policy/exists.js';
import { POLICY_GEN_IGNORE } from '../../../policy/generation.js';
import { POLICY_KEY_SEND } from '../../../policy/key.js';
import type { ApplyCommand } from '../../driver.js';
import { fromOfficialValue } from '../from-official-value.js';
import type { OfficialCall } from '../official-many.js';
import type {
  OfficialCommands,
  OfficialError,
  OfficialKey,
  OfficialOutput,
  OfficialPolicy,
} from '../official-module.js';
import { officialApplyPolicy } from '../official-policy.js';
import { toOfficialKey } from '../to-official-key.js';
import { toOfficialValue } from '../to-official-value.js';
import { unsupported } from '../unsupported.js';
import { type Answered, NativeCall } from './native-call.js';

/** Runs a user-defined function. */
export class ApplyCall extends NativeCall<ApplyCommand, OfficialOutput> {
  #key!: OfficialKey;
  #function!: OfficialCall;
  #policy!: OfficialPolicy;

  protected prepare(): void {
    const { key, call, policy } = this.command;
    const { official } = this.connection;
    const args = call.args.map((arg, i) => toOfficialValue(official, arg, `args[${i}]`));
    if (policy.gen !== POLICY_GEN_IGNORE || policy.exists !== POLICY_EXISTS_IGNORE) {
      throw unsupported('applyConditions');
    }
    this.#function = { module: call.module, funcname: call.functionName, args };
    this.#key = toOfficialKey(key, policy.key === POLICY_KEY_SEND);
    this.#policy = officialApplyPolicy(policy);
  }

  protected submit(commands: OfficialCommands, answered: Answered<OfficialOutput>): void {
    commands.applyAsync(this.#key, this.#function, this.#policy, (error, value) =>
      answered(error, value, {}),
    );
  }

  protected read(value: OfficialOutput): unknown {
    return { value: fromOfficialValue(value) };
  }

  protected override readError({ code, message }: OfficialError): unknown {
    return code === ResultCode.UDF_ERROR ? { failure: message, resultCode: code } : undefined;
  }
}
