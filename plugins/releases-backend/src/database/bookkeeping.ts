import { randomUUID } from 'node:crypto';

export function created(actor: string, now: number) {
  const at = new Date(now).toISOString();
  return {
    id: randomUUID() as string,
    revision: 1,
    createdAt: at,
    createdBy: actor,
    updatedAt: at,
    updatedBy: actor,
  };
}

export function touched(
  before: { revision: number },
  actor: string,
  now: number,
) {
  return {
    revision: before.revision + 1,
    updatedAt: new Date(now).toISOString(),
    updatedBy: actor,
  };
}

/** Without the fields that are not there: they must not shadow what is. */
export function given<T extends object>(patch: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

/**
 * What a patch makes of a resource: fields that it does not name stay, and
 * `null` gives one back what it is when nobody says it, by `unsaid`; one that
 * then is nothing goes away.
 */
export function applyPatch<T extends object>(
  before: T,
  patch: object,
  unsaid: (name: string) => unknown,
): T {
  const after = new Map<string, unknown>(Object.entries(before));
  for (const [name, value] of Object.entries(patch)) {
    const next = value === null ? unsaid(name) : value;
    if (next !== undefined) after.set(name, next);
    else if (value === null) after.delete(name);
  }
  return Object.fromEntries(after) as T;
}
