import type { WriteMeta } from '@aeroform/core';
import { describeValue } from '../error/describe-value.js';
import { OptionError } from '../error/data-source-error.js';
import { coreTtl } from '../mapping/standing-ttl.js';
import type { EntityMetadata } from '../metadata/entity-metadata.js';
import { writeMeta } from './write-plan.js';

/**
 * Whether a read prolongs the life of the record: true does so each time, a number lets the server do
 * it once that per cent of the time to live has passed.
 *
 * @param called what the call says; undefined for what the entity says
 */
export function touchOf(
  { touchOnRead, expiresAt }: EntityMetadata,
  called: boolean | number | undefined,
): true | false | number {
  if (called === undefined) return touchOnRead;
  if (typeof called !== 'boolean' && !isPercent(called)) {
    throw new OptionError(
      'touch',
      `must be true, false or a per cent from 1 to 100; got ${describeValue(called)}`,
    );
  }
  if (expiresAt === null || called === false) return called;
  throw new OptionError('touch', `would move the end that ${expiresAt.label} fixes; leave it out`);
}

function isPercent(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= 100;
}

/** The header of a read that prolongs the life of the record: there must be one. */
export function touchMeta(metadata: EntityMetadata): WriteMeta {
  const ttl = coreTtl(metadata.defaultTtl ?? 'default');
  return writeMeta({ mode: 'update', generation: null, ttl }, metadata, false);
}
