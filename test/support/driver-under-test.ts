import { type DriverName, UnsupportedByDriverError } from '@aeroform/core';
import {
  type Limitation,
  LIMITATIONS,
  type LimitationName,
} from '../../packages/core/src/driver/native/unsupported.js';

/** The driver that the integration tests run with: `AEROFORM_DRIVER`, or `wire`. */
export const DRIVER: DriverName = driverOf(process.env['AEROFORM_DRIVER']);

function driverOf(given = ''): DriverName {
  if (given === '' || given === 'wire') return 'wire';
  if (given === 'native') return given;
  throw new Error(`AEROFORM_DRIVER is wire or native; got ${given}`);
}

type Test<Given extends readonly unknown[]> = (...given: Given) => Promise<void>;

/**
 * A test of something that the native driver cannot do. With it, the test is expected to fail, in the way
 * that the table tells: what is refused by the refusal of that very row, the rest by what it expects.
 *
 * @param name - of the row; without one, the test is expected to pass.
 */
export function unlessLimited<Given extends readonly unknown[]>(
  name: LimitationName | undefined,
  test: Test<Given>,
): Test<Given> {
  if (DRIVER === 'wire' || name === undefined) return test;
  const { feature, isRefused = true }: Limitation = LIMITATIONS[name];
  return async (...given) => {
    const error = await test(...given).then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error).toBeDefined();
    const isRefusal = error instanceof UnsupportedByDriverError;
    if (!isRefused) expect(isRefusal).toBe(false);
    else if (isRefusal) expect(error.feature).toBe(feature);
    // A test that looks at an error itself fails because it is another one.
    else
      expect(error?.message).toMatch(
        /UnsupportedByDriverError|UNSUPPORTED_BY_DRIVER|driver: 'native' has no/,
      );
  };
}
