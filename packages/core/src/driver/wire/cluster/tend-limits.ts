import type { Limits } from '../socket/exchange.js';
import { monotonicNow } from '../socket/timing-wheel.js';
import type { ClusterHost } from './cluster-host.js';

/** Limits of the questions asked while connecting and tending. */
export function tendLimits({ options, signal }: ClusterHost): Limits {
  return { deadline: monotonicNow() + options.connectTimeout, socketTimeout: 0, signal };
}
