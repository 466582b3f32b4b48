/** The frozen defaults, each as an object that is not frozen. */
const thawed = new WeakMap<object, object>();

/**
 * A copy that may be changed. The engine copies a frozen object seven times as slowly as another, and
 * the defaults of a client are copied with most calls.
 */
export function copyPolicy<Complete extends object>(policy: Complete): Complete {
  let source = thawed.get(policy) as Complete | undefined;
  if (source === undefined) {
    if (!Object.isFrozen(policy)) return { ...policy };
    source = { ...policy };
    thawed.set(policy, source);
  }
  return { ...source };
}
