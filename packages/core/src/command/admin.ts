import type { AdminRequest } from '../admin/admin-request.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { mergeAdminPolicy } from '../policy/merge-policy.js';
import { explainRefusal } from '../server/explain-refusal.js';
import type { Feature } from '../server/feature.js';
import { atCaller } from './at-caller.js';
import type { Session } from './session.js';

/** A command that changes users or roles. */
export interface AdminChange extends Omit<AdminRequest<never>, 'read'> {
  /** What the server must be able to do. */
  readonly features?: readonly Feature[];
}

/** Sends a command of the security protocol; its error tells the line of the caller. */
export async function sendAdmin<T>(
  session: Session,
  request: AdminRequest<T>,
  policy?: AdminPolicy,
): Promise<T[]> {
  const merged = mergeAdminPolicy(session.policies.admin, policy);
  const { driver, observer } = session;
  const call = observer.begin('admin', '', '');
  try {
    const answer = await driver.admin(request, merged);
    observer.succeed(call);
    return answer;
  } catch (error) {
    observer.fail(call, error);
    throw atCaller(error, sendAdmin);
  }
}

/** Sends a change of users or roles. */
export async function changeAccess(
  session: Session,
  change: AdminChange,
  policy?: AdminPolicy,
): Promise<void> {
  const { features = [], ...request } = change;
  try {
    await sendAdmin(session, { ...request, read: null }, policy);
  } catch (error) {
    throw atCaller(
      explainRefusal(error, session.driver, () => features),
      changeAccess,
    );
  }
}
