import { FieldType } from '@aeroform/protocol';
import type { WireValue } from '@aeroform/protocol';
import { evaluateFilter } from '../expression/evaluate-expression.js';
import type { Expression } from '../expression/expression-node.js';
import { parseFilterExpression } from '../expression/parse-expression.js';
import type { QueryJob } from '../query/query-job.js';
import type { Clock } from '../storage/clock.js';
import type { StoredRecord } from '../storage/stored-record.js';
import { RecordDraft } from './record-draft.js';
import type { Request } from './request.js';

/** A record under a filter, which remembers whether the filter had to look at its bins. */
class FilteredRecord extends RecordDraft {
  binsRead = false;

  override bin(name: string): WireValue | undefined {
    this.binsRead = true;
    return super.bin(name);
  }
}

/** The filter expression of a query. */
export class QueryFilter {
  readonly #expression: Expression | undefined;
  readonly #job: QueryJob;

  /** @throws {CommandError} 4 when the expression is none. */
  constructor(request: Request, job: QueryJob) {
    const bytes = request.field(FieldType.filterExpression);
    this.#expression = bytes === undefined ? undefined : parseFilterExpression(bytes);
    this.#job = job;
  }

  /** Whether a record passes; those that do not are counted. */
  passes(record: StoredRecord, clock: Clock): boolean {
    if (this.#expression === undefined) return true;
    const filtered = new FilteredRecord(record, record.bins, clock.now());
    if (evaluateFilter(this.#expression, filtered)) return true;
    if (filtered.binsRead) this.#job.filteredByBins++;
    else this.#job.filteredByMetadata++;
    return false;
  }
}
