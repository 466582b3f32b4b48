// Run by itself: a cluster of several nodes, until nobody listens any more.
import { EmbeddedCluster, type EmbeddedClusterOptions } from '@aeroform/embedded';

async function run(options: EmbeddedClusterOptions): Promise<void> {
  const cluster = await EmbeddedCluster.start(options);
  process.stdout.write(`${JSON.stringify(cluster.hosts)}\n`);
  process.stdin.on('end', () => void cluster.stop());
  process.stdin.resume();
}

void run(JSON.parse(process.argv[2] as string) as EmbeddedClusterOptions);
