import type { SettingTable } from './setting.js';

/** The settings of one part of the configuration, and the values that clients gave them. */
export class Settings {
  readonly #table: SettingTable;
  readonly #initial: Readonly<Record<string, string>>;
  readonly #changed = new Map<string, string>();
  /** Grows with every change. */
  revision = 0;

  /** @param initial - values at the start that differ from those of the table. */
  constructor(table: SettingTable, initial: Readonly<Record<string, string>> = {}) {
    this.#table = table;
    this.#initial = initial;
  }

  /** In the server's order. */
  get names(): readonly string[] {
    return Object.keys(this.#table);
  }

  /** As the server shows it. */
  get(name: string): string {
    return this.#changed.get(name) ?? this.#initial[name] ?? this.#table[name]?.initial ?? '';
  }

  number(name: string): number {
    return Number(this.get(name));
  }

  isTrue(name: string): boolean {
    return this.get(name) === 'true';
  }

  /**
   * What the server would make of a value.
   *
   * @returns the value as the server shows it; undefined when it refuses it, or when the setting is
   *   unknown or cannot be changed.
   */
  parse(name: string, text: string): string | undefined {
    return Object.hasOwn(this.#table, name) ? this.#table[name]?.parse?.(text) : undefined;
  }

  /** Takes a value as {@link parse} gave it. */
  set(name: string, value: string): void {
    this.#changed.set(name, value);
    this.revision++;
  }

  /** Values that differ from those at the start or were set to them again. */
  capture(): Record<string, string> {
    return Object.fromEntries(this.#changed);
  }

  /** Puts back what was captured. */
  restore(values: Readonly<Record<string, string>>): void {
    this.#changed.clear();
    for (const [name, value] of Object.entries(values)) this.#changed.set(name, value);
    this.revision++;
  }
}
