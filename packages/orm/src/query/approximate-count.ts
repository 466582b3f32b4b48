import type { EntityContext } from '../context/entity-context.js';
import { QueryError } from '../error/query-error.js';

/**
 * About how many records a set has, as the nodes count them: at once, whatever the size. Expired records
 * that are not removed yet count; copies do not.
 */
export async function approximateCount({
  client,
  namespace,
  set,
  metadata,
}: EntityContext): Promise<number> {
  const [sets, replicas] = await Promise.all([
    client.infoAll(`sets/${namespace}/${set}`),
    client.infoAll(`namespace/${namespace}`),
  ]);
  const factors = replicas.map(({ response }) =>
    numberIn(response, 'effective_replication_factor'),
  );
  const factor = Math.max(1, ...factors);
  for (const { errorCode, response, nodeName } of sets) {
    if (errorCode === 0) continue;
    throw new QueryError(
      `${metadata.name}.count: node ${nodeName} does not tell how many records it has: ${response}`,
    );
  }
  const objects = sets.reduce((sum, { response }) => sum + numberIn(response, 'objects'), 0);
  return Math.round(objects / factor);
}

function numberIn(text: string, name: string): number {
  const found = new RegExp(`(?:^|[;:\\t])${name}=(\\d+)`).exec(text)?.[1];
  return found === undefined ? 0 : Number(found);
}
