import type { Plan } from '../type/plan.js';
import type { StatementDetail } from './telemetry-options.js';

/** A plan as spans and logs show it; null without one, or when nothing is to be shown. */
export function shapeOf(plan: Plan | null, detail: StatementDetail): string | null {
  if (plan === null || detail === 'none') return null;
  if (detail === 'full') return plan.text;
  // The values of the application stay out: they may be personal.
  const index = plan.index === null ? '' : ` ${plan.index}`;
  return `${plan.access}${index}${plan.exact ? '' : ' + filter'}`;
}
