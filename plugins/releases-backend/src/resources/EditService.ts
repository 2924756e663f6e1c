import {
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { Bookkeeping, created, touched, transact } from '../database';
import { CallContext } from '../http/types';
import { Authorizer } from '../permissions';
import { Named } from './guardedWrite';
import { ReadService, ReadServiceOptions } from './ReadService';
import { Change, ResourceWriter, Written } from './ResourceWriter';

export interface EditServiceOptions<T extends Written, Filter>
  extends ReadServiceOptions<T, Filter> {
  writer: ResourceWriter<T>;
  permissions: {
    create: BasicPermission;
    update: ResourcePermission;
    delete: ResourcePermission;
  };
  /** Epoch milliseconds. */
  now: () => number;
}

/** Resources that people create, change and delete. */
export abstract class EditService<
  T extends Written,
  Shown extends { revision: number },
  Filter,
  Input,
  Patch extends object,
> extends ReadService<T, Shown, Filter> {
  readonly #knex: Knex;
  readonly #authorizer: Authorizer;
  readonly #writer: ResourceWriter<T>;
  readonly #permissions: EditServiceOptions<T, Filter>['permissions'];
  readonly #now: () => number;

  protected constructor(options: EditServiceOptions<T, Filter>) {
    super(options);
    this.#knex = options.knex;
    this.#authorizer = options.authorizer;
    this.#writer = options.writer;
    this.#permissions = options.permissions;
    this.#now = options.now;
  }

  protected abstract made(input: Input, made: Bookkeeping & { id: string }): T;

  /** What a patch makes of it, as the caller meant it. */
  protected abstract patched(
    before: T,
    patch: Patch,
    context: CallContext,
  ): Promise<T>;

  /** Throws `InputError` naming the field. */
  protected abstract check(
    after: T,
    context: CallContext,
    before?: T,
  ): Promise<void>;

  /** Throws `ConflictError` for what nobody may change here. */
  protected requireEditable(_before: T): void {}

  protected verbOf(_before: T, _after: T): Change<T>['verb'] {
    return 'update';
  }

  async create(input: Input, context: CallContext): Promise<Shown> {
    await this.#authorizer.require(this.#permissions.create, context);
    const after = this.made(input, created(context.actor, this.#now()));
    await this.check(after, context);
    await transact(this.#knex, async tx => {
      await this.#writer.insert(tx, after);
      await this.#writer.audit(tx, { verb: 'create', after }, context);
    });
    return this.present(after, context);
  }

  async update(
    request: Named & { patch: Patch },
    context: CallContext,
  ): Promise<Shown> {
    const { revision, patch } = request;
    const before = await this.#editable(
      request,
      this.#permissions.update,
      context,
    );
    // Nothing was asked for: nobody else's edit becomes stale by it.
    if (Object.keys(patch).length === 0) return this.present(before, context);
    const after: T = {
      ...(await this.patched(before, patch, context)),
      ...touched(before, context.actor, this.#now()),
    };
    await this.check(after, context, before);
    await this.writeAt(request, context, async tx => {
      if (!(await this.#writer.update(tx, after, revision))) return false;
      const verb = this.verbOf(before, after);
      await this.#writer.audit(tx, { verb, before, after }, context);
      return true;
    });
    return this.present(after, context);
  }

  async delete(request: Named, context: CallContext): Promise<void> {
    const before = await this.#editable(
      request,
      this.#permissions.delete,
      context,
    );
    await this.writeAt(request, context, async tx => {
      if (!(await this.#writer.delete(tx, before, context))) return false;
      await this.#writer.audit(tx, { verb: 'delete', before }, context);
      return true;
    });
  }

  async #editable(
    request: Named,
    permission: ResourcePermission,
    context: CallContext,
  ): Promise<T> {
    const before = await this.guard.changeable(request.id, permission, context);
    this.requireEditable(before);
    await this.requireRevision(before, request, context);
    return before;
  }
}
