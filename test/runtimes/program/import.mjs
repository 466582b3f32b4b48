// The program as an ES module.
import * as core from '@aeroform/core';
import * as orm from '@aeroform/orm';
import { main } from './smoke.mjs';

await main({ core, orm });
