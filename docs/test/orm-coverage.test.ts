import {
  DataSource,
  defineEntity,
  getEntityMetadata,
  MixedBatch,
  Repository,
  SchemaManager,
  t,
} from '@aeroform/orm';
import * as orm from '@aeroform/orm';
import { readPages } from '../pages/pages.js';

const text = readPages('orm')
  .map((page) => page.text)
  .join('\n');

/** What the pages are not for: internals, and what is only there for the type checker. */
const UNSHOWN: readonly string[] = ['symbolMetadata', 'constructor', 'Repository', 'SchemaManager'];

/** Public names of a class, as its pages have to call them. */
function methodsOf({ prototype }: { readonly prototype: object }): string[] {
  return Object.getOwnPropertyNames(prototype).filter((name) => !name.startsWith('_'));
}

function forgotten(names: readonly string[]): string[] {
  const isNamed = (name: string): boolean => new RegExp(String.raw`\b${name}\b`).test(text);
  return names.filter((name) => !UNSHOWN.includes(name) && !isNamed(name));
}

describe('the pages of docs/orm', () => {
  it('name all exports', () => {
    expect(forgotten(Object.keys(orm))).toEqual([]);
  });

  it.each([
    ['repositories', Repository],
    ['data sources', DataSource],
    ['the schema', SchemaManager],
    ['mixed batches', MixedBatch],
  ] as const)('name all methods of %s', (_name, type) => {
    // `prepare` is for the data source itself.
    expect(forgotten(methodsOf(type).filter((name) => name !== 'prepare'))).toEqual([]);
  });

  it('name all options of data sources and entities', () => {
    const source = { hosts: 'localhost', namespace: 'test', unknown: 1 };
    const entity = { name: 'Thing', unknown: 1 };
    const shape = { id: t.string().id() };
    const known = [
      messageOf(() => new DataSource(source as never)).split('there are ')[1],
      messageOf(() => getEntityMetadata(defineEntity(entity, shape))).split('knows ')[1],
    ];
    const options = known.flatMap((names) => names?.split(', ') ?? []);
    expect(options.length).toBeGreaterThan(30);
    expect(forgotten(options)).toEqual([]);
  });

  it('name all methods of queries', () => {
    const source = new DataSource({ hosts: 'localhost', namespace: 'test' });
    const Thing = defineEntity({ name: 'Thing' }, { id: t.string().id() });
    const query: object = source.getRepository(Thing).query();
    expect(forgotten(methodsOf(query.constructor))).toEqual([]);
  });
});

/** Options are listed when one is refused that does not exist. */
function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}
