import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import { CallContext } from '../http/types';
import { Access, Authorizer } from '../permissions';

export interface GuardedStore<T> {
  get(id: string): Promise<T | undefined>;
  covered(ids: string[], access: Access): Promise<Set<string>>;
}

/**
 * Lets through what the caller may touch. What they may not read is not there
 * for them; what they may read but not change is refused.
 */
export class ResourceGuard<T> {
  readonly #authorizer: Authorizer;
  readonly #store: GuardedStore<T>;
  readonly #noun: string;
  readonly #read: ResourcePermission;

  constructor(options: {
    authorizer: Authorizer;
    store: GuardedStore<T>;
    /** As in `Unknown window 'id'`. */
    noun: string;
    read: ResourcePermission;
  }) {
    this.#authorizer = options.authorizer;
    this.#store = options.store;
    this.#noun = options.noun;
    this.#read = options.read;
  }

  /** For lists. Throws `NotAllowedError` for who may read none at all. */
  async listAccess(context: CallContext): Promise<Access> {
    const access = await this.#authorizer.conditionsFor(this.#read, context);
    if ('none' in access)
      throw new NotAllowedError(`Not allowed: ${this.#read.name}`);
    return access;
  }

  /** Throws `NotFoundError`. */
  async readable(id: string, context: CallContext): Promise<T> {
    const access = await this.listAccess(context);
    const found = await this.#store.get(id);
    if (found && (await this.#store.covered([id], access)).has(id))
      return found;
    throw new NotFoundError(`Unknown ${this.#noun} '${id}'`);
  }

  /** Throws `NotFoundError` or `NotAllowedError`. */
  async changeable(
    id: string,
    permission: ResourcePermission,
    context: CallContext,
  ): Promise<T> {
    const found = await this.readable(id, context);
    if (!(await this.may(id, permission, context)))
      throw new NotAllowedError(`Not allowed: ${permission.name}`);
    return found;
  }

  async may(
    id: string,
    permission: ResourcePermission,
    context: CallContext,
  ): Promise<boolean> {
    const access = await this.#authorizer.conditionsFor(permission, context);
    return (await this.#store.covered([id], access)).has(id);
  }
}
