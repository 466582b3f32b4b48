import { MetadataError } from '../error/metadata-error.js';
import type {
  BinOptions,
  IdOptions,
  IndexOptions,
  MainDeclaration,
  MemberDeclaration,
} from '../metadata/member-declaration.js';
import type { Property, PropertyFlag } from './property.js';

const idTypes: readonly unknown[] = ['string', 'int', 'bigint', 'bytes'];

/** What `t` makes: the declarations that decorators would have recorded. */
export class PropertyDescription {
  readonly declarations: readonly MemberDeclaration[];
  readonly #main: MainDeclaration;
  readonly #modifiers: readonly MemberDeclaration[];

  constructor(main: MainDeclaration, modifiers: readonly MemberDeclaration[] = []) {
    this.#main = main;
    this.#modifiers = modifiers;
    this.declarations = Object.freeze([main, ...modifiers]);
    Object.freeze(this);
  }

  optional(): PropertyDescription {
    return this.#with({ nullable: true });
  }

  default(value: unknown): PropertyDescription {
    return this.#with({ default: value });
  }

  bin(name: string): PropertyDescription {
    return this.#with(this.#main.decorator === 'Id' ? { storeAsBin: name } : { name });
  }

  index(options: IndexOptions = {}): PropertyDescription {
    return this.#and({ decorator: 'Index', options });
  }

  unselected(): PropertyDescription {
    return this.#with({ select: false });
  }

  merge(merge: unknown): PropertyDescription {
    return this.#with({ merge });
  }

  convert(convert: unknown): PropertyDescription {
    return this.#with({ convert });
  }

  id(options: Omit<IdOptions, 'type'> = {}): PropertyDescription {
    const { decorator } = this.#main;
    const { type, name, ...others } = this.#main.options as BinOptions;
    const [other] = Object.keys(others);
    if (decorator !== 'Bin' || !idTypes.includes(type) || other !== undefined) {
      const found = other === undefined ? `@${decorator}` : `'${other}'`;
      throw new MetadataError(
        't.….id()',
        `an id is t.string(), t.int(), t.bigint() or t.bytes() and nothing else; found ${found}`,
      );
    }
    const stored = name === undefined ? {} : { storeAsBin: name };
    const idOptions = { ...stored, ...options, type } as IdOptions;
    return new PropertyDescription({ decorator: 'Id', options: idOptions }, this.#modifiers);
  }

  since(number: number): PropertyDescription {
    return this.#and({ decorator: 'Since', number, options: {} });
  }

  until(number: number): PropertyDescription {
    return this.#and({ decorator: 'Until', number, options: {} });
  }

  ordinal(number: number): PropertyDescription {
    return this.#and({ decorator: 'Ordinal', number, options: {} });
  }

  #with(options: object): PropertyDescription {
    const main = { ...this.#main, options: { ...this.#main.options, ...options } };
    return new PropertyDescription(main as MainDeclaration, this.#modifiers);
  }

  #and(modifier: MemberDeclaration): PropertyDescription {
    return new PropertyDescription(this.#main, [...this.#modifiers, modifier]);
  }
}

/** A description, typed as what it describes. */
export function describe<V, F extends PropertyFlag = never>(
  declaration: MainDeclaration,
): Property<V, F> {
  // safe: the class has all methods; the type parameters exist only for the checker
  return new PropertyDescription(declaration) as unknown as Property<V, F>;
}
