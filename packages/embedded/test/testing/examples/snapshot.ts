import { writeFileSync, readFileSync } from 'node:fs';
import { EmbeddedServer, Snapshot } from '../../../src/index';

const server = await EmbeddedServer.start();
writeFileSync('fixture.snapshot', server.snapshot().toBuffer());
server.restore(Snapshot.from(readFileSync('fixture.snapshot')));
