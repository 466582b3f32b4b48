// An embedded server that says how much memory it uses when it is asked: a process for measure-memory.
const { EmbeddedServer } = require(process.argv[2]);

EmbeddedServer.start().then((server) => {
  process.on('message', () => {
    global.gc();
    global.gc();
    const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
    process.send({ rss, heapUsed, external, arrayBuffers });
  });
  process.send({ port: server.port });
});
