// Run by itself: a cluster of several nodes, until nobody listens any more.
import { EmbeddedCluster } from '@aeroform/embedded';

async function run(nodes: number): Promise<void> {
  const cluster = await EmbeddedCluster.start({ nodes });
  process.stdout.write(`${JSON.stringify(cluster.hosts)}\n`);
  process.stdin.on('end', () => void cluster.stop());
  process.stdin.resume();
}

void run(Number(process.argv[2]));
