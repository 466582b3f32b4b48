import { formatInfoError, ResultCode } from '@aeroform/protocol';
import type { Node } from '../cluster/node.js';
import { statisticNames } from './statistic-list.js';
import type { InfoCommands } from './info-command.js';
import { InfoError, type InfoParams } from './info-params.js';

/** What the server writes about, each with a level of its own. */
const CONTEXTS = statisticNames(`
  misc alloc arenax hardware msg os secrets socket tls vault vmapx xmem aggr appeal as audit
  batch batch-sub bin config clustering deprecation drv-mem drv_pmem drv_ssd exchange exp fabric
  flat geo hb health hlc index info info-command key-busy migrate mrt-audit mrt-monitor
  namespace nsup particle partition proto proxy proxy-divert query record roster rw rw-client
  security service service-list sindex skew smd storage truncate tsvc udf xdr xdr-client masking
`);
const ANY = 'any';
const LEVELS: readonly string[] = ['CRITICAL', 'WARNING', 'INFO', 'DEBUG', 'DETAIL'];
const DEFAULT_LEVEL = 'INFO';

const MAX_WHO_SIZE = 127;
const MAX_MESSAGE_SIZE = 2047;
const MAX_UINT32 = 0xffff_ffff;

/**
 * The levels of the log. This server writes no log: there is one sink, `stderr`, whose levels are
 * remembered, and nothing goes to it.
 */
export const logInfoCommands: InfoCommands = {
  logs: () => '0:stderr',
  log: describeLevels,
  'log-set': setLevel,
  'set-log': setLevel,
  'log-message': (_node, params) => {
    params.optional('who', MAX_WHO_SIZE);
    params.require('message', MAX_MESSAGE_SIZE);
    return '';
  },
};

/** `log/<sink>` or `log/<sink>/<context>`. No number at all is sink 0. */
function describeLevels(node: Node, { text }: InfoParams): string {
  const slash = text.indexOf('/');
  const sink = slash < 0 ? text : text.slice(0, slash);
  if (!/^-?\d*$/.test(sink)) throw new InfoError(ResultCode.PARAMETER, 'bad sink-id');
  if (Number(sink) !== 0) return 'ERROR::bad-id';
  const level = (context: string): string => `${context}:${levelOf(node, context)}`;
  if (slash < 0) return CONTEXTS.map(level).join(';');
  const context = text.slice(slash + 1);
  return CONTEXTS.includes(context) ? level(context) : 'ERROR::bad-context';
}

function levelOf({ settings }: Node, context: string): string {
  return settings.logLevels.get(context) ?? DEFAULT_LEVEL;
}

/** `log-set:id=<sink>;<context>=<level>` */
function setLevel(node: Node, { text }: InfoParams): string {
  const [, id, rest] = /^id=([^;]*);?(.*)$/.exec(text) ?? [];
  if (id === undefined) return refusal('missing id');
  if (!/^\d+$/.test(id) || Number(id) > MAX_UINT32) return refusal('bad id');
  const [, context = '', level = ''] = /^([^=]*)=?([^;]*)/.exec(rest ?? '') ?? [];
  if (context === '') return refusal('missing context');
  if (level === '') return refusal('bad level');
  const known = LEVELS.find((each) => each === level.toUpperCase());
  const contexts = context === ANY ? CONTEXTS : CONTEXTS.filter((each) => each === context);
  if (Number(id) !== 0 || known === undefined || contexts.length === 0) {
    return refusal('bad parameter');
  }
  for (const each of contexts) node.settings.logLevels.set(each, known);
  return 'ok';
}

function refusal(text: string): string {
  return formatInfoError(ResultCode.PARAMETER, text);
}
