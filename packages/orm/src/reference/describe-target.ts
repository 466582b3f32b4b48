import { types } from 'node:util';
import type { EntityMetadata } from '../metadata/entity-metadata.js';

/** The referenced entity, for errors: by its id, or else by the digest of its key. */
export function describeTarget(
  { name }: EntityMetadata,
  { id, digest }: { readonly id: unknown; readonly digest: Buffer | null },
): string {
  if (typeof id === 'string') return `${name} '${id}'`;
  if (types.isUint8Array(id)) return `${name} 0x${Buffer.from(id).toString('hex')}`;
  if (typeof id === 'number' || typeof id === 'bigint') return `${name} ${id}`;
  return digest === null ? `new ${name}` : `${name} with digest ${digest.toString('hex')}`;
}
