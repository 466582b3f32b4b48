import { checkNamespace } from '../key/resolve-key.js';
import { checkInfoParameter } from './info-parameter.js';
import type { Session } from './session.js';

/**
 * Checks the namespace of an info command. The server takes some of them, such as `truncate`, for
 * namespaces that it does not have, and does nothing.
 *
 * @throws {ServerError} `INVALID_NAMESPACE` with the namespaces of the cluster.
 */
export function checkInfoNamespace(session: Session, namespace: string): string {
  checkInfoParameter(checkNamespace(namespace), 'namespace');
  session.driver.expectNamespace(namespace);
  return namespace;
}
