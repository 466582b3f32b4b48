import { createHash } from 'node:crypto';

/** A registered module. */
export interface UdfModule {
  readonly filename: string;
  /** As it was registered: base64. */
  readonly content: string;
  /** Lua source as a binary string. */
  readonly source: string;
  /** Hexadecimal SHA-1, as the server lists it. */
  readonly hash: string;
}

/** A module of its base64 text, which must be correct. */
export function udfModule(filename: string, content: string): UdfModule {
  // The server hashes what it keeps: this JSON, white space included.
  const kept = `{"content64": "${content}", "type": "LUA", "name": ${JSON.stringify(filename)}}`;
  return {
    filename,
    content,
    source: Buffer.from(content, 'base64').toString('latin1'),
    hash: createHash('sha1').update(kept, 'latin1').digest('hex'),
  };
}

/** Registered modules by their file name, in the order of their registration. */
export class UdfModules {
  /** Grows with every module that is registered or removed. */
  revision = 0;
  readonly #modules = new Map<string, UdfModule>();

  get all(): readonly UdfModule[] {
    return [...this.#modules.values()];
  }

  get(filename: string): UdfModule | undefined {
    return this.#modules.get(filename);
  }

  put(module: UdfModule): void {
    this.#modules.set(module.filename, module);
    this.revision++;
  }

  delete(filename: string): void {
    this.#modules.delete(filename);
    this.revision++;
  }

  /** Registers these modules and no others. */
  replaceAll(modules: readonly UdfModule[]): void {
    this.#modules.clear();
    for (const module of modules) this.#modules.set(module.filename, module);
    this.revision++;
  }

  /** Source of the module that Lua code requires by a name; dots in it stand for folders: none. */
  readonly source = (name: string): string | undefined =>
    name.includes('.') ? undefined : this.#modules.get(`${name}.lua`)?.source;
}
