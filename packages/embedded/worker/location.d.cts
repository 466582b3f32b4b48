/** The file that runs a server in a worker thread, and the options of Node.js that it needs. */
export function locateWorker(): {
  readonly filename: string;
  readonly execArgv: readonly string[];
};
