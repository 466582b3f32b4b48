import type { ClusterFacts } from '../from-official-error.js';
import type { OfficialClient } from '../official-module.js';

/** What is asked of each node once. */
interface NodeFacts {
  readonly build: string;
  readonly namespaces: readonly string[];
}

const REQUEST = 'build\nnamespaces';

/** What the official client does not tell of its nodes; learnt when they appear. */
export class NodeFactBook implements ClusterFacts {
  readonly #client: OfficialClient;
  readonly #facts = new Map<string, NodeFacts>();

  constructor(client: OfficialClient) {
    this.#client = client;
  }

  /** Asks the nodes that are not known yet; one that does not answer stays unknown. */
  async learn(): Promise<void> {
    const names = this.#client.getNodes().map(({ name }) => name);
    await Promise.all(names.map((name) => this.#ask(name)));
  }

  build(name: string): string | undefined {
    return this.#facts.get(name)?.build;
  }

  nodeAt(address: string): string | undefined {
    return this.#client.getNodes().find((node) => node.address === address)?.name;
  }

  namespaces(): string[] {
    const all = [...this.#facts.values()].flatMap(({ namespaces }) => namespaces);
    return [...new Set(all)].sort();
  }

  async #ask(name: string): Promise<void> {
    if (this.#facts.has(name)) return;
    const answer = await this.#client.infoNode(REQUEST, { name }).catch(() => null);
    if (answer === null) return;
    const values = new Map(answer.split('\n').map((line) => line.split('\t') as [string, string]));
    this.#facts.set(name, {
      build: values.get('build') ?? '',
      namespaces: (values.get('namespaces') ?? '').split(';').filter((each) => each !== ''),
    });
  }
}
