import type { OfficialError } from '../official-module.js';

/** The addon gives up on maps whose keys are neither integers, nor text, nor bytes. */
export function isUndecodable({ code, message }: OfficialError): boolean {
  return code === -1 && message.includes('deserialize');
}
