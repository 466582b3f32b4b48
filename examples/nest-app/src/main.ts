import 'reflect-metadata';
import { EmbeddedServer } from '@aeroform/embedded';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

const DEFAULT_PORT = 3080;

async function main(): Promise<void> {
  const hosts = process.env['AEROSPIKE_HOSTS'];
  // For a first look; a production service connects to a real cluster.
  const app = await NestFactory.create(AppModule.forHosts(hosts || (await startEmbedded())));
  app.enableShutdownHooks();
  await app.listen(process.env['PORT'] ?? DEFAULT_PORT);
  new Logger('main').log(`listening on ${await app.getUrl()}`);
}

async function startEmbedded(): Promise<string> {
  const { port } = await EmbeddedServer.start({ namespaces: [{ name: 'test' }] });
  return `127.0.0.1:${port}`;
}

void main();
