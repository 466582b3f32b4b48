/**
 * Turns decoded parts into values of the caller's choice. The codec knows the bytes; each side
 * decides what a list, a map or a whole double becomes: a client wants plain JavaScript, a server
 * wants every distinction that the bytes make.
 */
export interface ValueFactory<V> {
  nil(): V;
  boolean(value: boolean): V;
  /** A number inside ±(2^53 − 1), otherwise a bigint. */
  integer(value: number | bigint): V;
  double(value: number): V;
  /** UTF-8 bytes (or whatever was stored as a string) from `start` to `end`. */
  string(buffer: Buffer, start: number, end: number): V;
  /**
   * Opaque bytes with their particle type (blob, HLL, language blobs; null where msgpack holds bytes of
   * no length and so no type). The range is not copied.
   */
  blob(particleType: number, buffer: Buffer, start: number, end: number): V;
  /** GeoJSON text from `start` to `end`. */
  geojson(buffer: Buffer, start: number, end: number): V;
  /** `flags` are those of the list's extension element, 0 for a plain list. */
  list(items: V[], flags: number): V;
  /** Keys and values in stored order; `flags` as for lists. */
  map(keys: V[], values: V[], flags: number): V;
  /** The comparison-only values. */
  infinity(): V;
  wildcard(): V;
}
