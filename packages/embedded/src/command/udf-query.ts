import { FieldType, Info2 } from '@aeroform/protocol';
import { invalidQuery } from '../query/query-fields.js';
import { readUdfCall } from '../udf/read-udf-call.js';
import type { UdfCall } from '../udf/udf-runtime.js';
import { runUdf } from './apply-udf.js';
import { readBackgroundJob, startBackgroundJob } from './background-job.js';
import type { CommandContext } from './command-context.js';
import type { Request } from './request.js';
import type { Responder } from './responder.js';

/**
 * Starts a query that applies a function to each record that it finds. The answer only says that it
 * runs.
 *
 * @throws {CommandError} in the server's order of checks.
 */
export function startUdfQuery(
  context: CommandContext,
  request: Request,
  responder: Responder,
): void {
  const background = readBackgroundJob(context, request, responder, {
    type: 'background-udf',
    details: `${describeCall(request)}:udf-active=0`,
  });
  const call = requireUdfCall(request);
  startBackgroundJob(background, (stored) => {
    runUdf(context, call, {
      records: context.namespace,
      digest: stored.digest,
      stored,
      set: stored.set,
      userKey: stored.userKey,
      newUserKey: () => stored.userKey,
      ttl: request.recordTtl,
      durableDelete: (request.info2 & Info2.durableDelete) !== 0,
    });
  });
}

/**
 * The function that a query calls.
 *
 * @throws {CommandError} 4 when it names none.
 */
export function requireUdfCall(request: Request): UdfCall {
  const call = readUdfCall(request);
  if (call === undefined) throw invalidQuery('no module, function or arguments');
  return call;
}

function describeCall(request: Request): string {
  const module = request.text(FieldType.udfModule) ?? '';
  return `udf-filename=${module}:udf-function=${request.text(FieldType.udfFunction) ?? ''}`;
}
