import { WireDouble, type WireValue } from '@aeroform/protocol';
import { refuseParameter } from './refuse.js';
import { signedInteger } from './signed-integer.js';

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;

/**
 * The sum that an increment stores. The type of the present element wins: added to an integer, a
 * double is cut to its whole part. Integers wrap at 64 bits.
 *
 * @param present undefined when there is no element yet.
 * @param delta undefined or nil for 1.
 * @throws {CommandError} 4 when either is no number.
 */
export function addNumber(
  present: WireValue | undefined,
  delta: WireValue | undefined,
  negate = false,
): WireValue {
  const amount = requireNumber(delta ?? 1);
  const signed = negate ? negated(amount) : amount;
  if (present === undefined) return sumWithNothing(signed);
  const base = requireNumber(present);
  if (base instanceof WireDouble) return new WireDouble(base.value + toDouble(signed));
  return signedInteger(BigInt(base) + toInt64(signed));
}

/** A double is added to 0: −0 becomes 0. */
function sumWithNothing(amount: Numeric): WireValue {
  return amount instanceof WireDouble ? new WireDouble(0 + amount.value) : amount;
}

type Numeric = number | bigint | WireDouble;

function requireNumber(value: WireValue): Numeric {
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof WireDouble) {
    return value;
  }
  refuseParameter('only integers and doubles can be incremented');
}

function negated(amount: Numeric): Numeric {
  if (amount instanceof WireDouble) return new WireDouble(-amount.value);
  return signedInteger(-BigInt(amount));
}

function toDouble(amount: Numeric): number {
  if (amount instanceof WireDouble) return amount.value;
  return Number(BigInt.asIntN(64, BigInt(amount)));
}

/** A double beyond 64 bits becomes the smallest integer, as the processor converts it. */
function toInt64(amount: Numeric): bigint {
  if (!(amount instanceof WireDouble)) return BigInt(amount);
  if (!Number.isFinite(amount.value)) return MIN_INT64;
  const whole = BigInt(Math.trunc(amount.value));
  return whole < MIN_INT64 || whole > MAX_INT64 ? MIN_INT64 : whole;
}
