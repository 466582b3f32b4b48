import { readFileSync } from 'node:fs';
import path from 'node:path';

const EXAMPLES = path.join(__dirname, '../examples');

/** `<!-- records.ts#put -->` and the block below it, which shows that region of the program. */
const BLOCK = /(<!-- ([\w/-]+\.c?[jt]s)#([\w-]+) -->\n```[jt]s\n).*?```/gs;

/**
 * A page with the code of its blocks as it is in the programs.
 *
 * @param area folder of the programs below `docs/examples`
 */
export function fillCodeBlocks(page: string, area: string): string {
  return page.replace(
    BLOCK,
    (_, marker: string, file: string, region: string) =>
      `${marker}${readRegion(path.join(EXAMPLES, area, file), region)}\`\`\``,
  );
}

/** Blocks of code that no program stands behind. */
export function looseBlocks(page: string): string[] {
  return page.replace(BLOCK, '').match(/```[jt]s\n.*?```/gs) ?? [];
}

/** The lines between `// #region name` and its end, moved to the left. */
function readRegion(file: string, region: string): string {
  const text = readFileSync(file, 'utf8');
  const start = new RegExp(String.raw`^ *// #region ${region}\n`, 'm').exec(text);
  if (start === null) throw new Error(`${file} has no region ${region}.`);
  const from = start.index + start[0].length;
  const lines = text.slice(from, text.indexOf('// #endregion', from)).split('\n').slice(0, -1);
  const indents = lines.filter((line) => line !== '').map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  return `${lines.map((line) => line.slice(indent)).join('\n')}\n`;
}
