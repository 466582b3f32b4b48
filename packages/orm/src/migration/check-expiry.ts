import type { AerospikeClient } from '@aeroform/core';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/**
 * Warns where records of entities are to expire and the namespace is not set up for it: it refuses
 * such writes, or never gives back the space of expired records.
 *
 * @param fallback namespace of classes that name none
 */
export async function checkExpiry(
  client: AerospikeClient,
  entities: readonly EntityMetadata[],
  fallback: string,
): Promise<void> {
  const expiring = entities.filter(expires);
  for (const namespace of new Set(expiring.map((entity) => entity.namespace ?? fallback))) {
    const answers = await client.infoAll(`namespace/${namespace}`);
    const sleeping = answers.find(({ response }) => settingOf(response, 'nsup-period') === '0');
    if (sleeping === undefined) continue;
    const own = expiring.filter((entity) => (entity.namespace ?? fallback) === namespace);
    const names = own.map(({ name }) => name).join(', ');
    const isRefused = settingOf(sleeping.response, 'allow-ttl-without-nsup') === 'false';
    const consequence = isRefused
      ? 'the server refuses writes with a time to live (FAIL_FORBIDDEN)'
      : 'records that have expired are not found any more, but keep their space';
    process.emitWarning(
      `${names} ${own.length === 1 ? 'declares' : 'declare'} a time to live, but nsup-period of namespace ${namespace} is 0 on node ${sleeping.nodeName}: ${consequence}; set nsup-period above 0`,
      { code: 'AEROFORM_NSUP_PERIOD' },
    );
  }
}

function expires({ defaultTtl, ttl, expiresAt }: EntityMetadata): boolean {
  return typeof defaultTtl === 'number' || ttl !== null || expiresAt !== null;
}

function settingOf(response: string, name: string): string | undefined {
  return response
    .split(/[;\t]/)
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
    .trim();
}
