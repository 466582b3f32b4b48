import type { JsonValue } from '../part/json-value.js';
import type { NodePart } from '../part/node-part.js';
import { accessPart } from '../security/access-part.js';
import type { NodeSecurity } from '../security/node-security.js';
import type { Clock, ClockState } from '../storage/clock.js';
import type { NodeTransactions } from '../transaction/node-transactions.js';
import { udfModule } from '../udf/udf-module.js';
import type { UdfRuntime } from '../udf/udf-runtime.js';
import { resetCounters } from './counters.js';
import type { Node } from './node.js';
import { settingsPart } from './settings-part.js';

/** What a node holds besides records and indexes, in the order in which it is reset and restored. */
export function nodeParts(node: Node, transactions: NodeTransactions): NodePart[] {
  const { security } = node;
  return [
    { name: 'transactions', isUnderWay: true, reset: () => transactions.clear() },
    { name: 'faults', reset: () => node.faults.clear() },
    countersPart(node),
    clockPart(node.clock),
    udfPart(node.udfs),
    settingsPart(node.settings, node.namespaces),
    ...(security === undefined ? [] : [accessPart(security.access), ratesPart(security)]),
  ];
}

/** Counters go back to zero, and no snapshot holds them. */
function countersPart(node: Node): NodePart {
  return {
    name: 'counters',
    reset: () => {
      resetCounters(node.counters, node.sessions.size);
      for (const { counters } of node.namespaces.values()) counters.reset();
    },
  };
}

/** How the clock stands: what has expired stays expired. */
function clockPart(clock: Clock): NodePart {
  return {
    name: 'clock',
    reset: () => clock.restore({ offset: 0, frozenAt: null }),
    kept: {
      get revision() {
        return clock.revision;
      },
      capture: () => clock.capture(),
      restore: (state) => clock.restore(state as ClockState),
    },
  };
}

/** Lua modules. Their states are made anew, so that no global outlives a reset. */
function udfPart(udfs: UdfRuntime): NodePart {
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

/** How much users have read and written, which quotas count. */
function ratesPart(security: NodeSecurity): NodePart {
  return { name: 'rates', reset: () => security.forgetRates() };
}
