import { randomUUID } from 'node:crypto';
import {
  CALL_CHANNELS,
  type CallMessage,
  createClient,
  getMetrics,
  type Host,
  LOG_LEVEL_INFO,
  LOG_LEVEL_WARN,
  type LogEntry,
  loggerOf,
  registerMetrics,
  setLogger,
  setLogLevel,
  setSlowCallThreshold,
  startMetricsServer,
  stopMetricsServer,
} from '@aeroform/core';
import { Registry } from 'prom-client';

export async function main(hosts: readonly Host[]): Promise<unknown> {
  // #region log
  const entries: LogEntry[] = [];
  setLogger({ log: (entry) => entries.push(entry) }); // or setLogger(loggerOf(pino()))
  setLogLevel(LOG_LEVEL_INFO);
  // #endregion
  // #region slow
  setSlowCallThreshold(100); // ms, retries included
  // #endregion
  await using client = await createClient({ hosts }).connect();

  // #region channel
  const calls: string[] = [];
  const listen = (message: unknown): void => {
    const { verb, duration = 0 } = message as CallMessage;
    calls.push(`${verb} ${duration > 0}`);
  };
  CALL_CHANNELS.success.subscribe(listen);
  // #endregion
  await client.put(['test', 'seen', randomUUID()], { n: 1 });
  CALL_CHANNELS.success.unsubscribe(listen);

  // #region metrics
  const text = await getMetrics(); // OpenMetrics text
  const registry = new Registry();
  registerMetrics(registry); // beside the metrics of the application
  const port = await startMetricsServer(0); // GET /metrics; the default port is 9464
  // #endregion

  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  await stopMetricsServer();
  setSlowCallThreshold(Infinity);
  setLogger(undefined);
  setLogLevel(LOG_LEVEL_WARN);
  const name = 'db_client_operation_duration_seconds';
  const hasName = [text, await registry.metrics()].every((each) => each.includes(name));
  return [calls, hasName, response.status, typeof loggerOf, entries.length > 0];
}

export const expected = [['put true'], true, 200, 'function', true];
