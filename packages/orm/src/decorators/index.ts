export { CreatedAt, DeletedAt, UpdatedAt } from './audit.js';
export { Bin } from './bin.js';
export { ChildEntity } from './child-entity.js';
export type { AbstractClass, ClassDecoratorDual } from './class-decorator.js';
export { Computed } from './computed.js';
export { Embeddable } from './embeddable.js';
export { Embedded } from './embedded.js';
export { Entity } from './entity.js';
export { Enum } from './enum.js';
export { ExpiresAt } from './expires-at.js';
export { ExpressionIndex } from './expression-index.js';
export type { AnyFieldDecorator, FieldDecorator } from './field-decorator.js';
export { GeoBin } from './geo-bin.js';
export { HllBin } from './hll-bin.js';
export {
  AfterInsert,
  AfterLoad,
  AfterRemove,
  AfterSave,
  AfterSoftRemove,
  AfterUpdate,
  BeforeInsert,
  BeforeRemove,
  BeforeSave,
  BeforeSoftRemove,
  BeforeUpdate,
  type MethodDecoratorDual,
} from './hook.js';
export { Id } from './id.js';
export { Index } from './index-decorator.js';
export { Ordinal, Since, Until } from './layout.js';
export { ListBin } from './list-bin.js';
export { MapBin, type ObjectMapOptions } from './map-bin.js';
export { type ManyReferenceOptions, type OneReferenceOptions, Reference } from './reference.js';
export { SetBin } from './set-bin.js';
export { Transient } from './transient.js';
export { Ttl } from './ttl.js';
export { Version } from './version.js';
