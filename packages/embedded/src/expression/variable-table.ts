import { refuse } from './refuse.js';
import { StaticType } from './static-type.js';

/** A variable that is visible at some place of an expression. */
interface Variable {
  readonly name: string;
  readonly slot: number;
  /** Undefined while its own definition is being parsed. */
  type: StaticType | undefined;
}

/**
 * The variables that are visible while an expression is parsed. Slots are reused after the end of a
 * scope, so that an evaluation needs no more than are visible at once.
 */
export class VariableTable {
  readonly #visible: Variable[] = [];
  #slotCount = 0;

  /** Slots that an evaluation has to provide. */
  get slotCount(): number {
    return this.#slotCount;
  }

  /**
   * Makes a name visible; its type follows with {@link defineType}.
   *
   * @returns the slot of its value.
   * @throws {CommandError} with PARAMETER when the name is visible already.
   */
  declare(name: string): number {
    if (this.#find(name) !== undefined) refuse(`variable ${name} is defined twice`);
    const slot = this.#visible.length;
    this.#visible.push({ name, slot, type: undefined });
    this.#slotCount = Math.max(this.#slotCount, slot + 1);
    return slot;
  }

  defineType(slot: number, type: StaticType): void {
    (this.#visible[slot] as Variable).type = type;
  }

  /** Ends the scope that started when `slot` was declared. */
  closeScope(slot: number): void {
    this.#visible.length = slot;
  }

  /** @throws {CommandError} with PARAMETER when the name is not visible, or inside its definition. */
  resolve(name: string): { readonly slot: number; readonly type: StaticType } {
    const variable = this.#find(name);
    if (variable === undefined) refuse(`variable ${name} is not defined`);
    if (variable.type === undefined) refuse(`variable ${name} is used in its own definition`);
    if (variable.type === StaticType.none) refuse(`variable ${name} has no type`);
    return { slot: variable.slot, type: variable.type };
  }

  #find(name: string): Variable | undefined {
    return this.#visible.find((variable) => variable.name === name);
  }
}
