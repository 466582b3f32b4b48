/** An integer taken modulo 2^64 with its sign: a number where it is exact, otherwise a bigint. */
export function signedInteger(value: bigint): number | bigint {
  const wrapped = BigInt.asIntN(64, value);
  const small = Number(wrapped);
  return Number.isSafeInteger(small) ? small : wrapped;
}
