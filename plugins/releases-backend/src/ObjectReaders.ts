import { isError } from '@backstage/errors';
import { CallContext } from './http';

/** Reads one object in the caller's name; throws `NotFoundError` when they cannot. */
type Read = (id: string, context: CallContext) => Promise<unknown>;

/**
 * Whom each room lets read which of its objects, for the ground below, which
 * knows no room.
 */
export class ObjectReaders {
  readonly #readers = new Map<string, Read>();

  /** By object type, which is `window` of `window:5f0c…`. */
  addAll(readers: Record<string, Read>): void {
    for (const [type, read] of Object.entries(readers))
      this.#readers.set(type, read);
  }

  async canRead(objectRef: string, context: CallContext): Promise<boolean> {
    // An id may be an entity ref, which has a colon itself.
    const at = objectRef.indexOf(':');
    const read = this.#readers.get(objectRef.slice(0, at));
    const id = objectRef.slice(at + 1);
    if (at < 0 || !read) return false;
    try {
      await read(id, context);
      return true;
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') return false;
      throw error;
    }
  }
}
