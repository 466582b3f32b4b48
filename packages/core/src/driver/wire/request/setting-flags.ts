import { Info1, Info2, Info3, Info4 } from '@aeroform/protocol';
import { type CommitLevel, POLICY_COMMIT_LEVEL_MASTER } from '../../../policy/commit-level.js';
import {
  type ExistsPolicy,
  POLICY_EXISTS_CREATE_ONLY,
  POLICY_EXISTS_IGNORE,
  POLICY_EXISTS_REPLACE,
  POLICY_EXISTS_REPLACE_ONLY,
  POLICY_EXISTS_UPDATE,
  POLICY_EXISTS_UPDATE_ONLY,
} from '../../../policy/exists.js';
import {
  type GenPolicy,
  POLICY_GEN_EQ,
  POLICY_GEN_GT,
  POLICY_GEN_IGNORE,
} from '../../../policy/generation.js';
import {
  POLICY_READ_MODE_AP_ALL,
  POLICY_READ_MODE_SC_ALLOW_REPLICA,
  POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE,
  POLICY_READ_MODE_SC_LINEARIZE,
  POLICY_READ_MODE_SC_SESSION,
  type ReadModeAp,
  type ReadModeSc,
} from '../../../policy/read-mode.js';

/** Settings that all commands which change a record share. */
export interface ChangeSettings {
  readonly gen: GenPolicy;
  readonly generation: number;
  readonly commitLevel: CommitLevel;
  readonly durableDelete: boolean;
}

const EXISTS_INFO2: Readonly<Record<ExistsPolicy, number>> = {
  [POLICY_EXISTS_IGNORE]: 0,
  [POLICY_EXISTS_UPDATE]: 0,
  [POLICY_EXISTS_UPDATE_ONLY]: 0,
  [POLICY_EXISTS_REPLACE]: 0,
  [POLICY_EXISTS_REPLACE_ONLY]: 0,
  [POLICY_EXISTS_CREATE_ONLY]: Info2.createOnly,
};

const EXISTS_INFO3: Readonly<Record<ExistsPolicy, number>> = {
  [POLICY_EXISTS_IGNORE]: 0,
  [POLICY_EXISTS_UPDATE]: 0,
  [POLICY_EXISTS_UPDATE_ONLY]: Info3.updateOnly,
  [POLICY_EXISTS_REPLACE]: Info3.createOrReplace,
  [POLICY_EXISTS_REPLACE_ONLY]: Info3.replaceOnly,
  [POLICY_EXISTS_CREATE_ONLY]: 0,
};

const GENERATION_INFO2: Readonly<Record<GenPolicy, number>> = {
  [POLICY_GEN_IGNORE]: 0,
  [POLICY_GEN_EQ]: Info2.generationEqual,
  [POLICY_GEN_GT]: Info2.generationGreater,
};

const READ_MODE_SC_INFO3: Readonly<Record<ReadModeSc, number>> = {
  [POLICY_READ_MODE_SC_SESSION]: 0,
  [POLICY_READ_MODE_SC_LINEARIZE]: Info3.scReadType,
  [POLICY_READ_MODE_SC_ALLOW_REPLICA]: Info3.scReadRelax,
  [POLICY_READ_MODE_SC_ALLOW_UNAVAILABLE]: Info3.scReadRelax | Info3.scReadType,
};

/** Flags of the third byte for a command that reads. */
export function readInfo3(readModeSc: ReadModeSc): number {
  return READ_MODE_SC_INFO3[readModeSc];
}

/** Flags of the fourth byte for a command that changes a record. */
export function lockingInfo4({ onLockingOnly }: { readonly onLockingOnly: boolean }): number {
  return onLockingOnly ? Info4.transactionOnLockingOnly : 0;
}

/** Flag of the first byte of every request. */
export function compressFlag({ compress }: { readonly compress: boolean }): number {
  return compress ? Info1.compressResponse : 0;
}

export function readModeFlag(readModeAp: ReadModeAp): number {
  return readModeAp === POLICY_READ_MODE_AP_ALL ? Info1.readModeApAll : 0;
}

/** Flags of the second byte for a command that changes a record. */
export function changeInfo2(settings: ChangeSettings): number {
  return (
    Info2.write |
    GENERATION_INFO2[settings.gen] |
    (settings.durableDelete ? Info2.durableDelete : 0)
  );
}

/** Flags of the third byte for a command that changes a record. */
export function changeInfo3(settings: ChangeSettings): number {
  return settings.commitLevel === POLICY_COMMIT_LEVEL_MASTER ? Info3.commitMaster : 0;
}

export function existsInfo2(exists: ExistsPolicy): number {
  return EXISTS_INFO2[exists];
}

export function existsInfo3(exists: ExistsPolicy): number {
  return EXISTS_INFO3[exists];
}
