import type { OfficialBuilders, OfficialModule, OfficialOperation } from '../official-module.js';

/** A value that every builder takes: `bitwise.set` tells by it whether it sets bytes or an integer. */
const BYTES = Buffer.from([0]);

/** The modules of npm `aerospike` that build operations. */
export type BuilderModule = 'operations' | 'lists' | 'maps' | 'bitwise' | 'hll' | 'expressions';

const modules: Readonly<Record<BuilderModule, (official: OfficialModule) => OfficialBuilders>> = {
  operations: (official) => official.operations,
  lists: (official) => official.lists,
  maps: (official) => official.maps,
  bitwise: (official) => official.bitwise,
  hll: (official) => official.hll,
  expressions: (official) => official.exp.operations,
};

const known: Readonly<Record<BuilderModule, Map<string, OfficialOperation>>> = {
  operations: new Map(),
  lists: new Map(),
  maps: new Map(),
  bitwise: new Map(),
  hll: new Map(),
  expressions: new Map(),
};

/**
 * What the builder makes of no arguments: the code of its operation, and what it adds itself. The codes
 * are those of the addon, and are told nowhere else.
 */
export function officialTemplate(
  official: OfficialModule,
  module: BuilderModule,
  builder: string,
  setsInteger = false,
): OfficialOperation {
  const name = setsInteger ? `${builder} of an integer` : builder;
  let template = known[module].get(name);
  if (template === undefined) {
    const build = modules[module](official)[builder];
    if (build === undefined) throw new Error(`npm aerospike has no ${module}.${builder}`);
    template = build('', 0, 0, setsInteger ? 0 : BYTES);
    known[module].set(name, template);
  }
  return template;
}
