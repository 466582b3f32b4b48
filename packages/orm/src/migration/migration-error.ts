import { brandError } from '../error/brand-error.js';
import { messageOf } from '../error/message-of.js';
import { OrmError } from '../error/orm-error.js';
import type { MigrationProgress } from './migration-report.js';

/** A migration has stopped: it was aborted, or the cluster does not answer. It can be resumed. */
export class MigrationStoppedError extends OrmError {
  static {
    brandError(this, 'MigrationStoppedError');
  }

  /** How far it is; `progress.cursor` resumes it. */
  readonly progress: MigrationProgress;

  constructor(entity: string, progress: MigrationProgress, cause: unknown) {
    const percent = Math.floor(progress.fraction * 100);
    super(
      `the migration of ${entity} stopped at ${percent} % with ${progress.migrated} records migrated: ${messageOf(cause)}; resume it with schema.migrate(${entity}, { cursor: error.progress.cursor })`,
      { code: 'ORM_MIGRATION_STOPPED', entity, cause },
    );
    this.progress = progress;
  }
}
