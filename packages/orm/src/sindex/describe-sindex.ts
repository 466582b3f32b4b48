import { contextToBase64, type SindexInfo } from '@aeroform/core';
import { toCdtContext } from '../context/cdt-context.js';
import type { DeclaredSindex } from './declared-sindex.js';

/** What an index is on, as one line: equal for a declared index and the server's if they are the same. */
interface SindexSubject {
  readonly namespace: string;
  readonly set: string;
  readonly bin: string | null;
  readonly type: string;
  readonly collection: string;
  readonly context: string | null;
}

/** What a declared index is on. */
export function describeDeclared(sindex: DeclaredSindex): string {
  const { steps, binName: bin } = sindex;
  const context = steps.length === 0 ? null : contextToBase64(toCdtContext(steps));
  return describe({ ...sindex, bin, context });
}

/** What an index of the server is on. */
export function describeActual(sindex: SindexInfo): string {
  return describe(sindex);
}

function describe({ namespace, set, bin, type, collection, context }: SindexSubject): string {
  const path = context === null ? '' : ` context ${context}`;
  return `${type} ${collection} on ${namespace}.${set} bin ${bin ?? '(expression)'}${path}`;
}
