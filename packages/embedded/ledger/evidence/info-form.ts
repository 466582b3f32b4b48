import { WireClient } from '../../test/support/wire-client.js';

/** What the answer to an info command looks like, without its values. */
export type InfoForm =
  | { readonly error: string }
  | { readonly text: 'empty' | 'value' }
  /** Names of `name=value;…`. */
  | { readonly pairs: readonly string[] };

/** Asks a server on this machine info commands, one after the other. */
export async function askInfoForms(
  port: number,
  commands: readonly string[],
): Promise<Record<string, InfoForm>> {
  const client = await WireClient.connect(port);
  try {
    const forms: Record<string, InfoForm> = {};
    for (const command of commands) forms[command] = formOf(await client.info(command));
    return forms;
  } finally {
    client.close();
  }
}

function formOf(answer: string): InfoForm {
  if (/^(?:ERROR|FAIL)\b/i.test(answer)) return { error: answer.trimEnd() };
  const names = pairNames(answer);
  if (names !== undefined) return { pairs: names };
  return { text: answer.trim() === '' ? 'empty' : 'value' };
}

/** Undefined for lists, whose entries have several pairs, and for everything else. */
function pairNames(answer: string): string[] | undefined {
  const pairs = answer
    .trim()
    .split(';')
    .filter((pair) => pair !== '');
  const isList = pairs.length < 2 || pairs.some((pair) => /:[\w-]+=/.test(pair));
  if (isList || !pairs.every((pair) => /^[\w.[\]-]+=/.test(pair))) return undefined;
  return pairs.map((pair) => pair.slice(0, pair.indexOf('=')));
}
