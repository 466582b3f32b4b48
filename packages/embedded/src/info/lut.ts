import { AEROSPIKE_EPOCH } from '@aeroform/protocol';

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

/** Milliseconds since 1970 as the server shows them: nanoseconds since 2010, 0 for never. */
export function describeLut(milliseconds: number): string {
  if (milliseconds === 0) return '0';
  return String(
    (BigInt(Math.floor(milliseconds)) - BigInt(AEROSPIKE_EPOCH) * 1000n) *
      NANOSECONDS_PER_MILLISECOND,
  );
}
