import type { Plan, PlanAccess, PlanCandidate } from '../type/plan.js';
import { formatCondition, formatLiterals } from '../condition/format-condition.js';
import type { QueryPlan } from './query-plan.js';

/** A plan as `explain()` gives it: data, and the same as text. */
export function describePlan(plan: QueryPlan, entity: string): Plan {
  const facts = factsOf(plan);
  const { candidates } = plan;
  const lines = [
    `${entity}: ${facts.access}${facts.index === null ? '' : ` ${facts.index}`} (${facts.note})`,
    `  condition: ${plan.shown ?? 'none'}`,
    ...(facts.predicate === null ? [] : [`  asked:     ${facts.predicate}`]),
    `  residual:  ${facts.residual ?? 'none'}`,
    ...(plan.advice === null ? [] : [`  advice:    ${plan.advice}`]),
    ...candidates.map(candidateLine),
  ];
  const text = lines.join('\n');
  return Object.freeze({
    ...facts,
    advice: plan.advice,
    candidates: Object.freeze([...candidates]),
    text,
    toString: () => text,
  });
}

type Facts = Omit<Plan, 'candidates' | 'text' | 'toString' | 'advice'>;

function factsOf(plan: QueryPlan): Facts {
  switch (plan.access) {
    case 'none':
      return facts('none', { note: `nothing is sent: ${plan.reason}` });
    case 'keys': {
      const single = plan.ids.length === 1;
      const shown = formatLiterals(plan.ids);
      return facts(single ? 'pk' : 'pk-batch', {
        predicate: single ? `key() == ${shown}` : `key() in [${shown}]`,
        residual: plan.residual && formatCondition(plan.residual),
        requests: plan.ids.length,
        note: single ? 'a read by key' : `${plan.ids.length} reads by key, in batches`,
      });
    }
    case 'sindex':
      return sindexFacts(plan);
    case 'scan':
      return facts(plan.setIndex === null ? 'scan' : 'set-index', {
        index: plan.setIndex,
        residual: plan.residual && formatCondition(plan.residual),
        requests: 1,
        note: `reads the whole set${plan.setIndex === null ? '' : ' by its index'}: ${plan.remedy}`,
      });
  }
}

function sindexFacts({ queries }: Extract<QueryPlan, { access: 'sindex' }>): Facts {
  const merged = queries.length > 1;
  const residuals = new Set(
    queries.map(({ residual }) => (residual === null ? 'none' : formatCondition(residual))),
  );
  const exact = queries.every(({ residual }) => residual === null);
  return facts(merged ? 'sindex-merge' : 'sindex', {
    index: [...new Set(queries.map(({ index }) => index))].join(', '),
    predicate: queries.map(({ shown }) => shown).join(' or '),
    residual: exact ? null : [...residuals].join(' | '),
    requests: queries.length,
    note: merged ? `${queries.length} index queries, each record once` : 'one index query',
  });
}

function facts(
  access: PlanAccess,
  given: Partial<Omit<Facts, 'access' | 'exact'>> & Pick<Facts, 'note'>,
): Facts {
  const { residual = null } = given;
  const base = { index: null, predicate: null, requests: 0 };
  return { ...base, ...given, access, residual, exact: residual === null };
}

function candidateLine({ index, predicate, entriesPerValue, rejected }: PlanCandidate): string {
  const entries = entriesPerValue === null ? '' : `, ${entriesPerValue} per value`;
  const asked = predicate === null ? '' : ` for ${predicate}`;
  return `  ${rejected === null ? '+' : '-'} ${index}${asked}${entries}: ${rejected ?? 'used'}`;
}
