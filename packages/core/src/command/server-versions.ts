import { ClusterError } from '../error/cluster-error.js';
import { invalidArg } from '../error/argument-error.js';
import type { AdminPolicy } from '../policy/admin-policy.js';
import { type Feature, FEATURES } from '../server/feature.js';
import { isAtLeast, type ServerVersion } from '../server/server-version.js';
import { infoAll } from './info.js';
import type { Session } from './session.js';

/** What the nodes of the cluster run. */
export async function serverVersions(
  session: Session,
  policy?: AdminPolicy,
): Promise<ServerVersion[]> {
  const [builds, editions] = await Promise.all([
    askAll(session, 'build', policy),
    askAll(session, 'edition', policy),
  ]);
  return [...builds].map(([nodeName, build]) => {
    const edition = editions.get(nodeName) ?? '';
    return { nodeName, build, edition, isEnterprise: !edition.includes('Community') };
  });
}

/** Whether all nodes have a feature. */
export async function supports(
  session: Session,
  feature: Feature,
  policy?: AdminPolicy,
): Promise<boolean> {
  if (!Object.hasOwn(FEATURES, feature)) {
    throw invalidArg('feature', feature, `one of ${Object.keys(FEATURES).join(', ')}`);
  }
  const { since, isEnterprise } = FEATURES[feature];
  const versions = await serverVersions(session, policy);
  return versions.every(
    (node) => isAtLeast(node.build, since) && (node.isEnterprise || !isEnterprise),
  );
}

async function askAll(
  session: Session,
  command: string,
  policy: AdminPolicy | undefined,
): Promise<Map<string, string>> {
  const results = await infoAll(session, command, policy);
  const failed = results.find(({ errorCode }) => errorCode !== 0);
  if (failed === undefined) {
    return new Map(results.map(({ nodeName, response }) => [nodeName, response]));
  }
  const { nodeName: node, response } = failed;
  throw new ClusterError(
    `Node ${node} did not tell its ${command}: ${response.replace(/\.$/, '')}.`,
    { node },
  );
}
