import { PlainMetadata } from '../../../record/plain-object.js';
import { type RecordMetadata, TTL_NEVER } from '../../../record/record.js';
import type { OfficialMeta } from '../official-module.js';

/** Generation and time to live; the addon has −1 for records that never expire. */
export function toMetadata({ gen, ttl }: OfficialMeta): RecordMetadata {
  return new PlainMetadata(gen as number, (ttl as number) < 0 ? TTL_NEVER : (ttl as number));
}
