import { Narrator } from './narrator';
import { openServer } from './open-server';
import { runTour } from './tour';

async function main(): Promise<void> {
  const server = await openServer();
  const narrator = new Narrator();
  try {
    narrator.say(`Aeroform: a tour with real airports, on ${server.description}`);
    await runTour(server.hosts, narrator);
  } finally {
    await server.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `The tour failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
