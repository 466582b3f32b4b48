import 'reflect-metadata';
import { EmbeddedServer } from '@aeroform/embedded';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

const DEFAULT_PORT = 3080;

async function main(): Promise<void> {
  const hosts = process.env['AEROSPIKE_HOSTS'];
  // For a first look; a production service connects to a real cluster.
  const server = hosts ? undefined : await EmbeddedServer.start({ namespaces: [{ name: 'test' }] });
  const app = await NestFactory.create(AppModule.forHosts(hosts ?? `127.0.0.1:${server?.port}`));
  app.enableShutdownHooks();
  await app.listen(process.env['PORT'] ?? DEFAULT_PORT);
  new Logger('main').log(`listening on ${await app.getUrl()}`);
}

void main();
