import { type Counters, resetCounters } from './counters.js';
import type { Clock, ClockState } from '../storage/clock.js';
import type { Namespace } from '../storage/namespace.js';
import type { JsonValue } from '../part/json-value.js';
import { udfModule } from '../udf/udf-module.js';
import type { UdfRuntime } from '../udf/udf-runtime.js';
import type { NodePart } from '../part/node-part.js';

/** Counters go back to zero, and no snapshot holds them. */
export function countersPart(node: {
  readonly counters: Counters;
  readonly sessions: ReadonlySet<unknown>;
  readonly namespaces: ReadonlyMap<string, Namespace>;
}): NodePart {
  return {
    name: 'counters',
    reset: () => {
      resetCounters(node.counters, node.sessions.size);
      for (const { counters } of node.namespaces.values()) counters.reset();
    },
  };
}

/** How the clock stands: what has expired stays expired. */
export function clockPart(clock: Clock): NodePart {
  return {
    name: 'clock',
    reset: () => clock.restore({ offset: 0, frozenAt: null }),
    kept: {
      get revision() {
        const { offset, frozenAt } = clock.capture();
        return offset + (frozenAt ?? 0);
      },
      capture: () => ({ ...clock.capture() }),
      restore: (state) => clock.restore(state as unknown as ClockState),
    },
  };
}

/** Lua modules. Their states are made anew, so that no global outlives a reset. */
export function udfPart(udfs: UdfRuntime): NodePart {
  return {
    name: 'udf',
    isClusterWide: true,
    reset: () => udfs.replaceAll([]),
    kept: {
      get revision() {
        return udfs.modules.revision;
      },
      capture: () => udfs.modules.all.map(({ filename, content }) => [filename, content]),
      restore: (state: JsonValue) => {
        const modules = state as readonly (readonly [filename: string, content: string])[];
        udfs.replaceAll(modules.map(([filename, content]) => udfModule(filename, content)));
      },
    },
  };
}
