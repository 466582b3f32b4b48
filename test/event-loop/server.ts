/** An embedded server in a process of its own: sends its hosts to the parent, and ends with it. */
import { EmbeddedServer } from '@aeroform/embedded';

async function serve(): Promise<void> {
  const server = await EmbeddedServer.start();
  process.once('disconnect', () => void server.stop());
  process.send?.(server.hosts);
}

void serve();
