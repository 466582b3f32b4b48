import { ResultCode } from '@aeroform/protocol';
import { type InfoCommand, type InfoCommands } from './info-command.js';
import { InfoError } from './info-params.js';

const refuse: InfoCommand = () => {
  throw new InfoError(ResultCode.ENTERPRISE_ONLY, 'enterprise only');
};

/** Commands that the Community Edition knows, but refuses. */
export const enterpriseInfoCommands: InfoCommands = {
  'feature-key': refuse,
  masking: refuse,
  'masking-show': refuse,
  quiesce: refuse,
  'quiesce-undo': refuse,
  revive: refuse,
  roster: refuse,
  'roster-set': refuse,
  'xdr-dc-state': refuse,
  'xdr-get-filter': refuse,
  'xdr-set-filter': refuse,
};
