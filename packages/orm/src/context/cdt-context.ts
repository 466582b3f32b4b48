import { type CdtContextStep, ctx, MAP_KEY_ORDERED } from '@aeroform/core';
import type { PathStep } from '../metadata/index-metadata.js';

/** The steps of a path as core takes them. */
export function toCdtContext(steps: readonly PathStep[]): CdtContextStep[] {
  return steps.map((step) =>
    step.kind === 'mapKey' ? ctx.mapKey(step.key) : ctx.listIndex(step.index),
  );
}

/** The same, making the maps that are missing on the way. */
export function toCreatingContext(steps: readonly PathStep[]): CdtContextStep[] {
  return steps.map((step) =>
    step.kind === 'mapKey'
      ? ctx.mapKeyCreate(step.key, MAP_KEY_ORDERED)
      : ctx.listIndex(step.index),
  );
}
