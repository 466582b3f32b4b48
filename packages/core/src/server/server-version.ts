/** What a node runs. */
export interface ServerVersion {
  /** Name of the node as `getNodeNames` gives it. */
  readonly nodeName: string;
  /** Version of the server, e.g. `8.1.2.0`. */
  readonly build: string;
  /** Edition as the server calls it, e.g. `Aerospike Enterprise Edition`. */
  readonly edition: string;
  /** True unless it is the Community Edition. */
  readonly isEnterprise: boolean;
}

/** Whether a server has at least a version, e.g. `8.1.2.0-rc1` the version `8.1`. */
export function isAtLeast(build: string, version: string): boolean {
  const have = numbersOf(build);
  const need = numbersOf(version);
  for (const [i, number] of need.entries()) {
    const difference = (have[i] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbersOf(version: string): number[] {
  const [numbers = ''] = version.split('-', 1);
  return numbers.split('.').map(Number);
}
