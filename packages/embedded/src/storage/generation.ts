import type { NamespaceOptions } from './namespace-options.js';

/** Bits of a generation, see {@link nextGeneration}. */
const GENERATION_MASK = 0xffff;
const STRONG_CONSISTENCY_GENERATION_MASK = 0x3ff;

/**
 * The generation behind another one. Generations never are 0. They have 16 bits, and 10 in a namespace
 * with strong consistency, which keeps the regime of the cluster in the other 6 (limits of Aerospike's
 * public documentation: 65,535 and 1,023).
 */
export function nextGeneration(generation: number, options: NamespaceOptions): number {
  const mask = options.strongConsistency ? STRONG_CONSISTENCY_GENERATION_MASK : GENERATION_MASK;
  return (generation + 1) & mask || 1;
}
