import { MetadataError } from '../error/metadata-error.js';

type Remedy = (property: string) => string;

const asType =
  (type: string): Remedy =>
  (property) =>
    `use z.codec(…), or say how it is stored: bins: { ${property}: { type: '${type}' } }`;

const leftOut: Remedy = () => 'nothing could be stored; leave it out of the schema';

/** What to do instead, where there is more to say than of others. */
const remedies: Readonly<Record<string, Remedy>> = {
  custom: (property) =>
    `nothing says what it is; use z.codec(…), or say how it is stored: bins: { ${property}: { type: 'string', convert: { toAerospike, fromAerospike } } }`,
  union: (property) =>
    `its alternatives are stored in different ways; give objects a common property that says which they are (z.discriminatedUnion), use z.codec(…), or say how it is stored: bins: { ${property}: { type: 'json' } }`,
  intersection: () => 'make one object of both: z.object({ ...a.shape, ...b.shape })',
  never: leftOut,
  null: leftOut,
  undefined: leftOut,
  void: leftOut,
  function: () => 'make it a method of a class that is derived from the entity',
  promise: () => 'await the value before it is assigned, and leave z.promise(…) out',
  file: () => 'store its bytes: z.instanceof(Uint8Array)',
};

/** A schema that cannot be stored, with the remedy. */
export function noStoredForm(type: string, path: string): MetadataError {
  const remedy = Object.hasOwn(remedies, type) ? remedies[type] : undefined;
  return new MetadataError(
    path,
    `z.${type} has no stored form; ${(remedy ?? asType('json'))(propertyIn(path))}`,
  );
}

/** An object that takes more than the keys of its schema: what no property holds would be lost. */
export function otherKeys(path: string): MetadataError {
  const remedy = path.includes('.')
    ? `z.record(…) is an object whose keys are data, and bins: { ${propertyIn(path)}: { type: 'map' } } stores it as it is`
    : "leave .loose() or .catchall(…) out; unknownBins: 'keep' keeps the bins of others";
  return new MetadataError(path, `takes keys that its schema does not name; ${remedy}`);
}

/** The property of the entity that a path begins with. */
function propertyIn(path: string): string {
  return path.slice(path.indexOf('.') + 1).split(/[.[]/)[0] ?? path;
}
