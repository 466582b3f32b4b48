import { INFO_COMMANDS } from '../src/info/registry.js';
import type { InfoRow } from './evidence/info-comparison.js';
import type { InfoForm } from './evidence/info-form.js';
import { type Evidence, judgeRow } from './judge-row.js';
import type { State } from './notes.js';
import type { Row } from './row.js';

/** Their answers have entries only when there is something to list. */
const LISTS: ReadonlySet<string> = new Set([
  'query-show',
  'sets',
  'sindex',
  'sindex-list',
  'udf-list',
  'user-agents',
]);

const ENTERPRISE_ONLY = 'enterprise only';

/** The row of an info command: what embedded answers, next to what the real server was seen to. */
export function infoRow(info: InfoRow, evidence: Evidence): Row {
  const name = info.command.split(/[/:]/, 1)[0] as string;
  const { state, remark } = compare(info);
  const subject = `info:${name}` as const;
  const judged = judgeRow(
    { subject, name: info.command, code: undefined, state, mentions: [] },
    evidence,
  );
  return { ...judged, remark: judged.remark || remark, measured: info.real !== undefined };
}

interface Comparison {
  readonly state: State;
  readonly remark: string;
}

function compare({ command, real, community, enterprise }: InfoRow): Comparison {
  const name = command.split(/[/:]/, 1)[0] as string;
  if (!INFO_COMMANDS.has(name)) return { state: 'refused', remark: errorOf(community) };
  if (real === undefined) return { state: 'same', remark: 'not asked of the real server' };
  if (errorOf(real).endsWith(ENTERPRISE_ONLY)) {
    return errorOf(enterprise) === errorOf(real)
      ? { state: 'same', remark: `${errorOf(real)}, in both editions` }
      : { state: 'enterprise', remark: `Community Edition: ${errorOf(real)}` };
  }
  if ('pairs' in real) return comparePairs(real.pairs, community);
  return describe(real) === describe(community) || LISTS.has(name)
    ? { state: 'same', remark: errorOf(real) }
    : { state: 'partial', remark: `${describe(community)} instead of ${describe(real)}` };
}

function comparePairs(real: readonly string[], community: InfoForm): Comparison {
  const own = new Set('pairs' in community ? community.pairs : []);
  const found = real.filter((name) => own.has(name)).length;
  if (found === real.length) return { state: 'same', remark: `all ${found} names` };
  return { state: 'partial', remark: `${found} of ${real.length} names` };
}

function errorOf(form: InfoForm): string {
  return 'error' in form ? form.error : '';
}

function describe(form: InfoForm): string {
  if ('error' in form) return form.error;
  if ('text' in form) return form.text === 'empty' ? 'nothing' : 'a value';
  return 'names and values';
}
