import { ResultCode } from '@aeroform/protocol';

/**
 * Whether nobody knows, in spite of this answer, if the command was carried out. A server that ran out
 * of time may have changed the master copy, and not all others; one that passed the command on may just
 * have got no answer. With all other codes servers refuse before they change the record, among those that
 * may pass for a busy record, overloaded devices, a partition without enough nodes, an expired login.
 */
export function leavesOpen(resultCode: number): boolean {
  return resultCode === ResultCode.TIMEOUT;
}
