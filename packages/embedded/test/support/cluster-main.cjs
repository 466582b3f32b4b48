'use strict';

// The process of a cluster: answers its hosts, then does what it is told until its parent lets go.

const path = require('node:path');
const { EmbeddedCluster } = require(path.join(__dirname, '../../src/server/embedded-cluster.ts'));

async function main() {
  const cluster = await EmbeddedCluster.start(JSON.parse(process.argv[2]));
  process.on('message', ({ verb, index }) => {
    cluster
      .node(index)
      [verb]()
      .then(
        () => process.send({}),
        (error) => process.send({ error: String(error) }),
      );
  });
  process.on('disconnect', () => void cluster.stop());
  process.send({ value: [...cluster.hosts] });
}

void main();
