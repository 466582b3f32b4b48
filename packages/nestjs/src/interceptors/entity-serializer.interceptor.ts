import { loadSerialiser, type Serialiser, type ToPlainOptions } from '@aeroform/orm';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  Optional,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { concatMap, type Observable } from 'rxjs';

/** Under which `@SerializeOptions` of `@nestjs/common` keeps its options. */
const SERIALIZE_OPTIONS = 'class_serializer:options';

/**
 * Turns the entities that a handler answers into what JSON can hold, as `toPlain` does: Maps, Sets,
 * bigints and bytes arrive, references are ids or entities, `@Expose` and `@Exclude` of
 * class-transformer count. Entities are found in arrays, pages and plain objects, however deep;
 * everything else is left as it is. It needs the package class-transformer.
 *
 * As a provider, `{ provide: APP_INTERCEPTOR, useClass: EntitySerializerInterceptor }`, or
 * `app.useGlobalInterceptors(new EntitySerializerInterceptor(app.get(Reflector), { groups: ['api'] }))`.
 * `@SerializeOptions({ groups: ['admin'] })` at a handler or controller goes before these options. Use it
 * instead of Nest's `ClassSerializerInterceptor`, which knows nothing of entities.
 *
 * @publicApi
 */
@Injectable()
export class EntitySerializerInterceptor implements NestInterceptor {
  readonly #reflector: Reflector;
  readonly #options: ToPlainOptions;

  /** @param options - of `toPlain`, where `@SerializeOptions` says nothing else. */
  constructor(@Inject(Reflector) reflector: Reflector, @Optional() options: ToPlainOptions = {}) {
    this.#reflector = reflector;
    this.#options = options;
  }

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const own = this.#reflector.getAllAndOverride<ToPlainOptions | undefined>(SERIALIZE_OPTIONS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const options = { ...this.#options, ...own };
    return next
      .handle()
      .pipe(concatMap(async (answer) => plainForm(answer, await loadSerialiser(), options)));
  }
}

function plainForm(value: unknown, serialiser: Serialiser, options: ToPlainOptions): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => plainForm(item, serialiser, options));
  if (serialiser.isEntity(value)) return serialiser.toPlain(value, options);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, plainForm(item, serialiser, options)]),
  );
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Other realms have an Object.prototype of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
