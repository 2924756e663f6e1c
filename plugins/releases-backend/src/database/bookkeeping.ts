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
