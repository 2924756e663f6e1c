import { ResourcePermission } from '@backstage/plugin-permission-common';
import { Page } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { Listed, PageRequest } from '../database';
import { CallContext } from '../http/types';
import { Access, Authorizer } from '../permissions';
import { guardedWrite, Named, requireRevision } from './guardedWrite';
import { toPage } from './page';
import { GuardedStore, ResourceGuard } from './ResourceGuard';

export interface ListedStore<T, Filter> extends GuardedStore<T> {
  list(query: Filter & PageRequest, access: Access): Promise<Listed<T>>;
}

export interface ReadServiceOptions<T, Filter> {
  knex: Knex;
  authorizer: Authorizer;
  store: ListedStore<T, Filter>;
  /** As in `Unknown window 'id'`. */
  noun: string;
  read: ResourcePermission;
}

/**
 * Resources that are read as the caller may see them, and written at a
 * revision. What is particular to a kind of resource is in its subclass.
 */
export abstract class ReadService<
  T extends Named,
  Shown extends { revision: number },
  Filter,
> {
  readonly guard: ResourceGuard<T>;
  readonly #knex: Knex;
  readonly #store: ListedStore<T, Filter>;

  protected constructor(options: ReadServiceOptions<T, Filter>) {
    this.guard = new ResourceGuard(options);
    this.#knex = options.knex;
    this.#store = options.store;
  }

  /** As the caller may see them, in the same order. */
  protected abstract presentAll(
    items: T[],
    context: CallContext,
  ): Promise<Shown[]>;

  protected async present(item: T, context: CallContext): Promise<Shown> {
    const [shown] = await this.presentAll([item], context);
    return shown;
  }

  async list(
    query: Filter & PageRequest,
    context: CallContext,
  ): Promise<Page<Shown>> {
    const access = await this.guard.listAccess(context);
    const listed = await this.#store.list(query, access);
    return toPage(listed, await this.presentAll(listed.items, context));
  }

  async get(id: string, context: CallContext): Promise<Shown> {
    return this.present(await this.guard.readable(id, context), context);
  }

  /** Throws `RevisionConflictError` before any work is done. */
  protected requireRevision(
    before: T,
    named: Named,
    context: CallContext,
  ): Promise<void> {
    return requireRevision(before, named, item => this.present(item, context));
  }

  /** One transaction, which `write` ends by answering false when it is stale. */
  protected writeAt(
    { id, revision }: Named,
    context: CallContext,
    write: (tx: Knex.Transaction) => Promise<boolean>,
  ): Promise<void> {
    return guardedWrite({
      knex: this.#knex,
      store: this.#store,
      named: { id, revision },
      write,
      present: item => this.present(item, context),
    });
  }
}
