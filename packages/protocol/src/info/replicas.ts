import { WireError } from '../error/wire-error.js';
import { PARTITION_BITMAP_TEXT_SIZE } from './partition-bitmap.js';

/** What one node owns of a namespace, as the `replicas` info command answers it. */
export interface NamespaceReplicas {
  readonly namespace: string;
  /** 0 where the namespace is available and partition tolerant, otherwise strongly consistent. */
  readonly regime: number;
  /** One base64 bitmap for each replica, the master first. */
  readonly bitmaps: readonly string[];
}

/** Parses `ns:regime,factor,bitmap,…;ns:…`. */
export function parseReplicas(text: string): NamespaceReplicas[] {
  return text
    .split(';')
    .filter((part) => part !== '')
    .map(parseNamespace);
}

export function formatReplicas(namespaces: readonly NamespaceReplicas[]): string {
  return namespaces
    .map(({ namespace, regime, bitmaps }) =>
      [`${namespace}:${regime}`, bitmaps.length, ...bitmaps].join(','),
    )
    .join(';');
}

function parseNamespace(text: string): NamespaceReplicas {
  const colon = text.indexOf(':');
  const [regime, factor, ...bitmaps] = text.slice(colon + 1).split(',');
  const complete =
    colon > 0 &&
    bitmaps.length === Number(factor) &&
    bitmaps.every((bitmap) => bitmap.length === PARTITION_BITMAP_TEXT_SIZE);
  if (!complete) throw new WireError(0, 'replicas of the form namespace:regime,factor,bitmap,…');
  return { namespace: text.slice(0, colon), regime: Number(regime), bitmaps };
}
