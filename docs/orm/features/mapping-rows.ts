import type { FeatureRow } from './feature-row.js';

const front = 'orm/integration/front-ends.test.ts';
const trip = 'orm/integration/round-trip.dual.test.ts';
const mapping = 'orm/integration/mapping.dual.test.ts';
const wrong = 'orm/metadata/metadata-errors.dual.test.ts';

/** Classes, properties and what they are stored as. */
export const mappingRows: readonly FeatureRow[] = [
  {
    feature: 'Declaring entities',
    anchors: [
      '`@Document`',
      '`@AerospikeRecord`, YAML, code',
      '`@Entity`, `EntitySchema`',
      '`defineEntity`, `@Entity`, `EntitySchema`',
      '`Schema` and `model`; Typegoose classes',
      '`Schema`',
    ],
    ours: '`@Entity` (legacy and standard decorators), `defineEntity`, `fromZod`, classes of others',
    tests: [
      'orm/define/define-entity.test.ts: a defined entity has the metadata that decorators would give it',
      `${front}: an entity of a zod schema goes through its codecs`,
      `${front}: a foreign class is loaded without its constructor`,
    ],
  },
  {
    feature: 'Key',
    anchors: [
      '`@Id`, stored as text by default; no generator',
      '`@AerospikeKey`; no generator',
      'assigned or generated columns',
      '`@PrimaryKey`, composite',
      '`_id`, an ObjectId by default',
      '`EntityId`, ULID by default',
    ],
    ours: '`@Id`: string, integer, bigint, bytes as they are; assigned, uuid v4, v7, ulid, any function',
    tests: [
      'orm/id/generate-id.test.ts: UUIDs of version 7 have their version, variant and time',
      'orm/id/generate-id.test.ts: ULIDs have 26 characters that begin with the time',
      'orm/id/generate-id.test.ts: assigned ids are the caller’s, and functions may wait',
    ],
  },
  {
    feature: 'Stored names',
    anchors: [
      '`@Field`, naming strategy; length not checked',
      '`@AerospikeBin`; length not checked',
      '`name`, naming strategy',
      '`fieldName`, naming strategy',
      '`alias`',
      '`field`, `path`',
    ],
    ours: '`@Bin(name)`, `naming`; more than 15 bytes is a `BinNameError`, for literals a compile error',
    tests: [
      `${wrong}: a bin name longer than 15 bytes is refused with a shorter proposal`,
      `${wrong}: the limit of bin names counts UTF-8 bytes`,
      'orm/metadata/naming.dual.test.ts: short names fit, stay the same, and leave those that fit alone',
    ],
  },
  {
    feature: 'Embedded objects',
    anchors: [
      'map with a class name in it',
      '`@AerospikeEmbed`: map or list',
      'columns with a prefix',
      '`@Embedded`: columns or JSON',
      'subdocuments',
      'JSON mode only',
    ],
    ours: '`@Embedded`: map, list or bins with a prefix; one of several classes by `@Embeddable({ discriminator })`',
    tests: [
      'orm/integration/polymorphic.dual.test.ts: objects are stored with their class, and come back as its instances',
      'orm/integration/polymorphic.dual.test.ts: a value that no class declares is an error that says what to do',
      'orm/integration/save.dual.test.ts: what is saved is found again, with the same types',
      `${wrong}: bins of embedded objects are checked with their prefix`,
    ],
  },
  {
    feature: 'Lists that change their layout',
    anchors: ['–', '`version`, `@AerospikeVersion`, `@AerospikeOrdinal`', '–', '–', '–', '–'],
    ours: '`@Embeddable({ schemaVersion })`, `@Since`, `@Until`, `@Ordinal`',
    tests: [
      'orm/mapping/embedded-layouts.dual.test.ts: a list is written in the newest layout, ordinals first, with its marker',
      'orm/mapping/embedded-layouts.dual.test.ts: a layout that is newer than the class is refused, not misread',
    ],
  },
  {
    feature: 'References',
    anchors: [
      '– (by hand)',
      '`@AerospikeReference`, eager graph or a stub',
      'relations, eager or promises',
      '`Ref`, `Collection`, `populate`',
      '`ref`, `populate`',
      '–',
    ],
    ours: '`@Reference`, `Ref<T>`, by id or digest, `load()`, `eager`, `populate` with one batch for each depth',
    tests: [
      'orm/reference/reference.dual.test.ts: a reference knows its id, and loads once',
      'orm/reference/reference.dual.test.ts: references by digest load without an id, and know it then',
      'orm/reference/populate.dual.test.ts: one batch for each depth, whatever the classes; a record is one object',
      'orm/reference/populate.dual.test.ts: eager references come with the entity, five deep, and circles end',
    ],
  },
  {
    feature: 'Lists and maps',
    anchors: [
      'list, sorted map',
      'list, or map by the key of the elements',
      'arrays of some databases, JSON',
      '`ArrayType`, `JsonType`',
      'arrays, `Map`',
      '`string[]`, `number[]`',
    ],
    ours: '`@ListBin`, `@MapBin`, `@SetBin` with order, uniqueness, a largest size; lists as maps by id',
    tests: [
      'orm/integration/operate.test.ts: lists are changed and read in place',
      'orm/mapping/embedded-layouts.dual.test.ts: a list as map is stored by the ids of its elements, without them',
    ],
  },
  {
    feature: 'Enums',
    anchors: ['name', 'text, or a field', '`enum`', '`@Enum`', '`enum`', 'text'],
    ours: '`@Enum`: value or name, literal unions; checked both ways',
    tests: [
      'orm/integration/defaults.dual.test.ts: a value that is no member of the enum is refused both ways',
    ],
  },
  {
    feature: 'Dates',
    anchors: [
      'milliseconds',
      '`Date` milliseconds, `Instant` nanoseconds',
      'column types',
      'types',
      '`Date`',
      'seconds with a fraction',
    ],
    ours: '`Date` as milliseconds; `datetime-ns` as bigint',
    tests: [`${trip}: an entity of every kind of value comes back as it was, and unchanged`],
  },
  {
    feature: '64-bit integers',
    anchors: [
      '`long` as it is, `BigInteger` as text',
      '`long` as it is, `BigInteger` as text',
      'as text by default',
      '`BigIntType`',
      '`BigInt`',
      '–',
    ],
    ours: '`bigint` as an integer of the server, range checked; a fraction in an `int` is an error',
    tests: [
      `${trip}: an entity of every kind of value comes back as it was, and unchanged`,
      'orm/integration/save.dual.test.ts: wrong values are refused before anything is sent',
    ],
  },
  {
    feature: 'Bytes',
    anchors: ['blob', 'blob', '`Uint8Array`', '`BlobType`', '`Buffer`', '–'],
    ours: '`Uint8Array`, `Buffer`; bit operations',
    tests: [
      `${trip}: an entity of every kind of value comes back as it was, and unchanged`,
      'orm/operate/value-writers.test.ts: bits are written and read',
    ],
  },
  {
    feature: 'GeoJSON',
    anchors: [
      'value type, `within`',
      'passed through',
      'spatial columns',
      'custom type',
      'sub-schema and index',
      '`point`',
    ],
    ours: '`@GeoBin`, index, `within`, `containsPoint`',
    tests: [
      'orm/integration/query.test.ts: find points in regions, and regions around points, with an index and without',
    ],
  },
  {
    feature: 'Maps, sets, sketches',
    anchors: ['map, sets as lists; no sketch', 'map; no set, no sketch', '–', '–', '`Map`', '–'],
    ours: '`Map`, plain objects, `Set`, `@HllBin`',
    tests: [
      'orm/operate/list-and-set-writers.test.ts: sets are written and compared',
      'orm/operate/value-writers.test.ts: sketches count values',
    ],
  },
  {
    feature: 'Converters',
    anchors: [
      'converter beans',
      '`addConverter`',
      '`transformer`',
      '`Type`',
      'schema types, `get`, `set`',
      '–',
    ],
    ours: '`convert: { toAerospike, fromAerospike }`; `z.codec`',
    tests: [
      'orm/define/from-zod.test.ts: codecs are converters, composed where one holds another',
      `${trip}: an entity of every kind of value comes back as it was, and unchanged`,
    ],
  },
  {
    feature: 'Making objects',
    anchors: [
      'constructor parameters',
      'constructor parameters, factory',
      'constructor without arguments',
      'constructor by parameter names',
      '–',
      '–',
    ],
    ours: 'no constructor runs when reading; `static hydrate` where it is wanted',
    tests: [
      'orm/integration/save.dual.test.ts: no constructor runs when an entity is read',
      `${mapping}: a static hydrate makes the instance, and its state is remembered`,
    ],
  },
  {
    feature: 'What is not stored, or not read',
    anchors: [
      '`@Transient`, `@ReadOnlyProperty`',
      '`@AerospikeExclude`, getters, setters',
      '`select: false` and others, `@VirtualColumn`',
      '`persist: false`, `hidden`, `@Formula`',
      'virtuals, `select: false`',
      'unlisted fields are stored',
    ],
    ours: '`@Transient`, `@Bin({ select: false })`, getters, `@Computed` by the server',
    tests: [
      `${mapping}: getters stay getters, and a property with select: false is read only when it is named`,
      'orm/integration/computed.dual.test.ts: a selection that names computed properties reads what the server computes',
      'orm/integration/computed.dual.test.ts: they are never stored, and never count as a change',
    ],
  },
  {
    feature: 'Inheritance',
    anchors: [
      'class name in a bin',
      'short names, same or own set',
      '`@TableInheritance`, `@ChildEntity`',
      'discriminators, one table or several',
      '`discriminator()`',
      '–',
    ],
    ours: '`@Entity({ discriminator })`, `@ChildEntity(value)`: chosen values, one set',
    tests: [
      `${mapping}: records of several classes in one set become instances of their classes`,
      'orm/integration/query-methods.test.ts: find its own records and those of its subclasses',
      'orm/integration/hierarchy-writes.test.ts: is not found by id',
      'orm/integration/hierarchy-writes.test.ts: is not removed',
    ],
  },
  {
    feature: 'Bins the class does not know',
    anchors: [
      'lost by `save`',
      'lost by `save`',
      'does not arise',
      'does not arise',
      '`strict`, `strictRead`',
      'kept in JSON',
    ],
    ours: "`unknownBins: 'ignore' | 'keep' | 'throw'`; `save` of a loaded entity never loses them",
    tests: [
      `${mapping}: are kept with the entity, by save and by replace`,
      `${mapping}: are an error that names the bin`,
      'orm/integration/unknown-keys.dual.test.ts: keeps keys of an embedded object, also inside it',
      'orm/integration/unselected-bins.dual.test.ts: stay when the entity is replaced, and so does what was not read',
      'orm/integration/save.dual.test.ts: saving a loaded entity writes only what changed and keeps unknown bins',
    ],
  },
];
