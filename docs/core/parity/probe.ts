import * as core from '@aeroform/core';

/** Whatever a field allows, this is not it. */
const WRONG = Symbol('wrong') as never;
const KEY = ['test', 'parity', 1] as const;
const HANDLE = new core.BatchReadHandle([]);
const client = core.createClient({ hosts: 'localhost' });

/** Gives a field a wrong value, where it belongs. Nothing is sent: arguments are checked before. */
type Probe = (fields: never) => unknown;

const POLICIES: Readonly<Record<string, Probe>> = {
  read: (policy) => client.get(KEY, policy),
  write: (policy) => client.put(KEY, { a: 1 }, null, policy),
  operate: (policy) => client.operate(KEY, [core.operations.read()], null, policy),
  remove: (policy) => client.remove(KEY, null, policy),
  batch: (policy) => client.batchRead([KEY], null, policy),
  batch_read: (policy) => client.batch([core.batchEntry.read(KEY, { policy })]),
  query: (policy) => client.query('test').page({ size: 1 }, policy),
  admin: (policy) => client.infoAll('build', policy),
  index: (policy) => client.indexStringCreate('test', 'parity', 'a', 'a', policy),
  meta: (meta) => client.put(KEY, { a: 1 }, meta),
  batch_delete_meta: (meta) => client.batchRemove([[KEY, meta]]),
  batch_udf_meta: (meta) => client.batchApply([[KEY, meta]], 'module', 'run'),
  list_policy: (policy) => core.listAppend('l', 1, policy),
  map_policy: (policy) => core.mapPut('m', 1, 1, policy),
  hll_policy: (policy) => core.hllAdd('h', ['a'], 8, 8, policy),
};

/** Whether core has it: `name`, `Class.method`, `namespace.name`, `config.key` or `policy.kind.field`. */
export async function exists(qualified: string): Promise<boolean> {
  const [owner = '', name, field] = qualified.split('.');
  if (name === undefined) return Object.hasOwn(core, owner);
  if (owner === 'config') return accepts(configWith, name);
  if (owner === 'policy') return accepts(POLICIES[name] as Probe, field as string);
  const holder: unknown = (core as Readonly<Record<string, unknown>>)[owner];
  if (typeof holder !== 'function') return name in Object(holder);
  return name in holder || name in (holder.prototype as object) || name in HANDLE;
}

function configWith(fields: never): unknown {
  return core.createClient({ hosts: 'localhost', ...(fields as object) });
}

/** A field that exists is named with what it allows; one that does not exist is named as such. */
async function accepts(probe: Probe, field: string): Promise<boolean> {
  try {
    await probe({ [field]: WRONG } as never);
  } catch (error) {
    const { message } = error as Error;
    return new RegExp(String.raw`\b${field}\b(?! is no )`).test(message.split('; ')[0] as string);
  }
  return false;
}
