// Compiled against the packed packages by scripts/check/consumer-types.mjs, in strict projects.
import * as core from '@aeroform/core';
import * as embedded from '@aeroform/embedded';
import * as nestjs from '@aeroform/nestjs';
import * as orm from '@aeroform/orm';
import * as protocol from '@aeroform/protocol';

export const everything = { core, embedded, nestjs, orm, protocol };
