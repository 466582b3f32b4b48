/** A client with its load in a process of its own. */
import { serveObject } from '../remote-object.js';
import { type LoadConfig, LocalLoader, type LoadPlan } from './load.js';

const loader = new LocalLoader();

serveObject({
  connect: (config: LoadConfig) => loader.connect(config),
  run: (plan: LoadPlan) => loader.run(plan),
  unhandled: () => loader.unhandled(),
  close: () => loader.close(),
});
