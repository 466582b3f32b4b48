import {
  Bin,
  defineEntity,
  Embedded,
  Entity,
  Id,
  Index,
  ListBin,
  MapBin,
  SetBin,
  t,
  Version,
} from '../../src/index.js';

/** Keeps runs apart that share a server. */
const SUFFIX = process.pid.toString(36);

class Place {
  @Bin({ type: 'string' }) city?: string | null | undefined;
  @Bin({ name: 'z', type: 'int' }) zip?: number | null | undefined;
}

class Part {
  @Id({ type: 'string' }) sku!: string;
  @Bin({ type: 'int' }) qty!: number;
}

/** Under optimistic locking, declared by decorators. */
@Entity({ set: `model_ledger_${SUFFIX}` })
export class Ledger {
  @Id({ type: 'string' }) id!: string;
  @Version() version?: number;
  /** Always there, so that a record never loses its last bin. */
  @Bin({ type: 'int' }) @Index() count!: number;
  @Bin({ name: 'st', type: 'string' }) @Index() status?: string | null;
  @Bin({ type: 'double' }) ratio?: number | null;
  @Bin({ type: 'bool' }) active?: boolean | null;
  @Bin({ type: 'bigint' }) big?: bigint | null;
  @Bin({ type: 'bytes' }) blob?: Uint8Array | null;
  @Bin({ type: 'date' }) due?: Date | null;
  @Bin({ type: 'json' }) extra?: object | null;
  @ListBin(() => 'int') scores?: number[] | null;
  @ListBin(() => 'int', { order: 'ordered' }) sorted?: number[] | null;
  @SetBin(() => 'string') tags?: Set<string> | null;
  @MapBin(() => 'int') counters?: Map<string, number> | null;
  @MapBin(() => Place, { key: 'int' }) places?: Map<number, Place> | null;
  @Embedded(() => Place) home?: Place | null;
  @Embedded(() => Place, { as: 'list' }) listed?: Place | null;
  @Embedded(() => Place, { as: 'bins', prefix: 'w_' }) work?: Place | null;
  @ListBin(() => Place) stops?: Place[] | null;
  @ListBin(() => Part, { as: 'map' }) parts?: Part[] | null;
}

/** Without a version, declared by a shape. */
export class Note extends defineEntity(
  { name: 'Note', set: `model_note_${SUFFIX}` },
  {
    id: t.int().id(),
    count: t.int().index(),
    status: t.string().optional().index(),
    ratio: t.double().bin('r').optional(),
    active: t.bool().optional(),
    big: t.bigint().optional(),
    due: t.date().optional(),
    colour: t.enum(['red', 'green', 'blue']).default('red'),
    extra: t.json<object>().optional(),
    scores: t.list(t.int()).optional(),
    tags: t.set(t.string()).optional(),
    counters: t.map(t.int()).optional(),
    labels: t.record(t.string()).optional(),
    home: t.embedded({ city: t.string().optional(), zip: t.int().optional() }).optional(),
    parts: t.list(t.embedded({ sku: t.string().id(), qty: t.int() }), { as: 'map' }).optional(),
  },
) {}
