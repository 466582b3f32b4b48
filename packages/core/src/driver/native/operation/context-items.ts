import { CdtContextType } from '@aeroform/protocol';
import type { CdtContext, CdtContextStep } from '../../../cdt/cdt-context.js';
import type { OfficialModule } from '../official-module.js';
import { toOfficialValue } from '../to-official-value.js';
import { unsupported } from '../unsupported.js';

const INT32 = 2 ** 31;
const BY_POSITION: ReadonlySet<string> = new Set(['listIndex', 'listRank', 'mapIndex', 'mapRank']);
const CREATING: ReadonlySet<string> = new Set(['listIndex', 'mapKey']);

/**
 * The steps of a path as the addon takes them.
 *
 * @param path - of the path in the caller's arguments, for errors.
 */
export function contextItems(
  official: OfficialModule,
  context: CdtContext,
  path: string,
): readonly (readonly unknown[])[] {
  return context.map((step: CdtContextStep, i) => {
    const at = `${path}[${i}]`;
    if (step.createFlags !== 0 && !CREATING.has(step.type)) throw unsupported('createdContext', at);
    const value = toOfficialValue(official, step.value, `${at}.value`, 'compared');
    if (BY_POSITION.has(step.type) && !isInt32(value)) throw unsupported('widePosition', at);
    return [CdtContextType[step.type] | step.createFlags, value];
  });
}

function isInt32(value: unknown): boolean {
  return typeof value === 'number' && value >= -INT32 && value < INT32;
}
