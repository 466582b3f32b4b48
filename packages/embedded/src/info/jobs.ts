import { ResultCode } from '@aeroform/protocol';
import { describeJob } from '../query/describe-job.js';
import type { InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';
import { parseWholeUnsigned } from './unsigned.js';

const MAX_ID_SIZE = 25;

/** The queries that run or have run. */
export const jobInfoCommands: InfoCommands = {
  'query-show': (node, params) => {
    const id = params.optional('id', MAX_ID_SIZE, 'trid');
    if (id === undefined) return node.jobs.all.map(describeJob).join(';');
    const job = node.jobs.get(parseId(id));
    if (job === undefined) throw new InfoError(ResultCode.RECORD_NOT_FOUND, 'job not found');
    return describeJob(job);
  },
  'query-abort': (node, params) => {
    const id = parseId(params.require('id', MAX_ID_SIZE, 'trid'));
    if (node.jobs.abort(id)) return 'ok';
    throw new InfoError(ResultCode.RECORD_NOT_FOUND, 'id not active');
  },
  'query-abort-all': (node) => `number-of-queries-killed:${node.jobs.abortAll()}`,
};

function parseId(text: string): bigint {
  const id = parseWholeUnsigned(text);
  if (id === undefined || id === 0n) throw new InfoError(ResultCode.PARAMETER, 'bad id');
  return id;
}
